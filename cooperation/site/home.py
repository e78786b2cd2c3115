from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.home import front_page_rows
from cooperation.site.pages import render_page
from cooperation.web.conditional import conditional, state_of_request


@require_safe
@conditional
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "home.html", front_page_rows(state_of_request(request)))
