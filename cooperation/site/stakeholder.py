from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.queries.resources import STAKEHOLDER_LIST
from cooperation.queries.stakeholder import stakeholders_by_side
from cooperation.site.pages import answer_list
from cooperation.vocabulary.organisation import Constituent
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names


@require_safe
@conditional
@with_present_names
def stakeholder_list(request: HttpRequest) -> HttpResponse:
    """Show the sides with whom they hold, and all of them by name; what was asked for, if so."""
    sides = [] if request.GET else stakeholders_by_side(state_of_request(request))
    more = {"sides": sides, "constituents": dict(Constituent.choices)}
    return answer_list(request, STAKEHOLDER_LIST, "stakeholders/list.html", more)
