"""Answers that a client holds already are not sent, nor made, again."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from cooperation.queries import generation

STATE = "register_state"


def state_of_request(request: HttpRequest) -> generation.Present:
    """Return the one state of the register that a request is answered from.

    The clock is read here, once a request.
    """
    if not hasattr(request, STATE):
        setattr(request, STATE, generation.present_state(timezone.now()))
    return getattr(request, STATE)


def conditional(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the public answers of a view an ETag and Last-Modified, and 304 to who has them.

    Both follow the state of everything public, so that one publication renews them all.
    """

    # Django's own `condition` would name errors and redirects by that state as well.
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        state = state_of_request(request)
        named = (
            state.key,
            build_name(),
            get_language(),
            request.get_host(),
            request.get_full_path(),
        )
        etag = f'W/"{hashlib.sha256(repr(named).encode()).hexdigest()[:32]}"'
        modified = int(state.changed_at.timestamp())
        held = get_conditional_response(request, etag=etag, last_modified=modified)
        response = view(request, *args, **kwargs) if held is None else held
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response["Last-Modified"] = http_date(modified)
        return response

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    answer.hangs_on_state = True  # type: ignore[attr-defined]
    return answer


@cache
def build_name() -> str:
    """Return a name for the code and templates that are running."""
    digest = hashlib.sha256()
    for folder in ("cooperation", "templates", "config"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".html", ".css", ".js", ".mo"):
                digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
