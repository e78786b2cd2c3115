from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.resources import SOURCE_LIST
from cooperation.queries.source import SOURCES, passages_of_source
from cooperation.site.pages import answer_detail, answer_list
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names

# The page shows facts by passage, and all of them: the first fifty would be read in vain.
WITHOUT_FACTS = replace(SOURCE_LIST, subject=replace(SOURCES, collections=()))


@require_safe
@conditional
@with_present_names
def source_list(request: HttpRequest) -> HttpResponse:
    return answer_list(request, SOURCE_LIST, "sources/list.html")


@require_safe
@conditional
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    loader = Loader(at=state_of_request(request).at)
    return answer_detail(
        request,
        WITHOUT_FACTS,
        slug,
        "sources/detail.html",
        more=lambda record: {"passages": passages_of_source(record["slug"], loader)},
    )
