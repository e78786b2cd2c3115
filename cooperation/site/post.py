import datetime as dt

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cooperation.queries.filter_fields import DayField
from cooperation.queries.loading import Loader
from cooperation.queries.post import posts
from cooperation.queries.records import collection
from cooperation.queries.resources import POST_LIST
from cooperation.rules import date_words
from cooperation.site.pages import Context, record_detail, record_list
from cooperation.web.conditional import conditional, state_of

MOST_HOLDERS = 50


@require_safe
@conditional
def post_list(request: HttpRequest) -> HttpResponse:
    return record_list(request, POST_LIST, "posts/list.html")


@require_safe
@conditional
def post_detail(request: HttpRequest, slug: str) -> HttpResponse:
    asked = request.GET.get("on", "")
    day, errors = None, []
    try:
        day = DayField(required=False).clean(asked)
    except ValidationError as error:
        errors = error.messages
    context: Context = {"asked": asked, "errors": errors, "day": None, "answer": []}
    if day is not None:
        spoken = date_words.words(day.isoformat(), language=get_language() or "en")
        answer = _holders_on(request, slug, day)
        context |= {"day": day.isoformat(), "spoken": spoken, "answer": answer}
    return record_detail(request, POST_LIST, slug, "posts/detail.html", more=lambda _: context)


def _holders_on(request: HttpRequest, slug: str, day: dt.date) -> list[dict[str, object]]:
    loader = Loader(at=state_of(request).at)
    found = collection(posts(day), {"slug": slug}, "holders", 0, MOST_HOLDERS, loader)
    return found[1] if found else []
