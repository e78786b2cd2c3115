import re

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.kinds.registry import KINDS
from cooperation.queries.generation import Present
from cooperation.queries.search import KIND_NAMES, ON_A_PAGE, find_records, read_results
from cooperation.queries.search_fields import QuestionField
from cooperation.site.pages import Context, render_page
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.listing import Errors


@require_safe
@conditional
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a question from all kinds of record; whatever is typed, with a page."""
    return render_page(request, "search.html", _answer(request.GET, state_of_request(request)))


def _answer(query: QueryDict, state: Present) -> Context:
    errors: Errors = {}
    kind, number = _kind(query, errors), _number(query, errors)
    asked = query.get("q", "").strip()
    # No page can hold a NUL.
    context: Context = {
        "asked": asked.replace("\0", ""),
        "kind": kind,
        "labels": KIND_NAMES,
        "found": None,
    }
    try:
        question = QuestionField(required=False).clean(asked)
    except ValidationError as error:
        errors["q"] = error.messages
        question = None
    context["errors"] = errors
    if question is None:
        return context
    found = find_records(question, state)
    counts, ids = found.counts(), found.of(kind)
    start = (number - 1) * ON_A_PAGE
    return context | {
        "found": found,
        "manner": found.answer.manner.name,
        "count": len(ids),
        "all": len(found.ids),
        "kinds": [
            {"kind": name, "label": listed.title, "count": counts[name]}
            for name, listed in KINDS.items()
            if counts[name]
        ],
        "rows": read_results(ids[start : start + ON_A_PAGE], found, Loader(at=state.at)),
        "previous": _address(query, number - 1) if number > 1 and start <= len(ids) else None,
        "next": _address(query, number + 1) if start + ON_A_PAGE < len(ids) else None,
    }


def _kind(query: QueryDict, errors: Errors) -> str:
    kind = query.get("kind", "")
    if kind and kind not in KINDS:
        errors["kind"] = [_("Choose from: %(choices)s.") % {"choices": ", ".join(KINDS)}]
        return ""
    return kind


def _number(query: QueryDict, errors: Errors) -> int:
    text = query.get("page", "") or "1"
    if re.fullmatch(r"[1-9][0-9]{0,2}", text):
        return int(text)
    errors["page"] = [_("Pages have numbers from 1.")]
    return 1


def _address(query: QueryDict, number: int) -> str:
    following = query.copy()
    following["page"] = str(number)
    return "?" + following.urlencode()
