from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.absence import absences_of_record
from cooperation.queries.person import person_answers_on
from cooperation.queries.post import organisations_of_posts
from cooperation.queries.resources import PEOPLE_LIST
from cooperation.site.day import asked_day
from cooperation.site.network import neighbourhood_drawing
from cooperation.site.pages import Context, answer_detail, answer_list
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names


@require_safe
@conditional
@with_present_names
def person_list(request: HttpRequest) -> HttpResponse:
    return answer_list(request, PEOPLE_LIST, "people/list.html")


@require_safe
@conditional
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    loader = Loader(at=state_of_request(request).at)
    of_day = asked_day(request, lambda day: person_answers_on(day, slug, loader))
    return answer_detail(
        request,
        PEOPLE_LIST,
        slug,
        "people/detail.html",
        more=lambda record: _more(request, record, loader) | of_day,
    )


def _more(request: HttpRequest, record: dict[str, Any], loader: Loader) -> Context:
    of_posts = organisations_of_posts((row["post"]["uid"] for row in record["positions"]), loader)
    for row in record["positions"]:
        row["organisation"] = of_posts.get(row["post"]["uid"])
    is_bound = {True: [], False: []}
    for row in record["commitments"]:
        is_bound[_names(record, (*row["by"], *row["to"]))].append(row)
    commitments = {"promised": is_bound[True], "passed_on": is_bound[False]}
    return (
        neighbourhood_drawing(request, record)
        | absences_of_record(record, state_of_request(request))
        | commitments
    )


def _names(person: dict[str, Any], parties: Iterable[dict[str, Any]]) -> bool:
    return any(party["person"] and party["person"]["uid"] == person["uid"] for party in parties)
