from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.glossary import short_forms
from cooperation.site.pages import render_page
from cooperation.web.conditional import conditional, state_of_request


@require_safe
@conditional
def glossary(request: HttpRequest) -> HttpResponse:
    loader = Loader(at=state_of_request(request).at)
    return render_page(request, "glossary.html", {"entries": short_forms(loader)})
