from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import COMMITMENT_LIST
from cooperation.site.pages import Context, answer_detail, answer_list
from cooperation.site.standings import group_by_standing, of_commitments
from cooperation.web.conditional import conditional
from cooperation.web.former_names import with_present_names
from cooperation.web.listing import Listing


@require_safe
@conditional
@with_present_names
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Show commitments by how they stand: all of a page, or the first of each of very many."""

    def more(found: Listing) -> Context:
        picture = of_commitments(request, found.filters)
        in_groups = group_by_standing(request, found, picture["standings"])
        return picture | {"groups": in_groups}

    return answer_list(request, COMMITMENT_LIST, "commitments/list.html", more)


@require_safe
@conditional
def commitment_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return answer_detail(request, COMMITMENT_LIST, slug, "commitments/detail.html")
