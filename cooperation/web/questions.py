"""What addresses ask, as plain text."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict

from cooperation.rules.plain_text import one_line

Handler = Callable[[HttpRequest], HttpResponseBase]


def plain_questions(get_response: Handler) -> Handler:
    """Folds the parameters of an address to one line each, whoever reads them later."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET
        if not all(_is_plain(name) and all(map(_is_plain, asked.getlist(name))) for name in asked):
            request.GET = _folded(asked)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _is_plain(text: str) -> bool:
    return one_line(text) == text


def _folded(asked: QueryDict) -> QueryDict:
    pairs = [
        (one_line(name), one_line(value)) for name, values in asked.lists() for value in values
    ]
    return QueryDict(urlencode(pairs))
