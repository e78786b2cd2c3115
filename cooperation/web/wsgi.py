"""Asks a WSGI application and takes its answer apart."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Environ = dict[str, Any]
Headers = Sequence[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
WholeAnswer = tuple[str, Headers, bytes]
Taken = tuple[str, Headers, Iterable[bytes]]

# Given to Django, it is the id of the request.
REQUEST_ID = "cooperation.request_id"
# Stands for that id in what is worked out once, for all.
NO_REQUEST = "0" * 32
# More than this is handed on piece by piece, and keeps a thread until its reader has it.
WHOLE_BYTES = 4 << 20


def answer_of(application: Application, environ: Environ) -> Taken:
    """Return status, headers and body: a list of one, but for what is long or has no known end.

    A list costs no thread while its reader takes it in, however slowly.
    """
    begun: list[Any] = []

    def start_response(status: str, headers: Headers, *_error: object) -> None:
        begun[:] = [status, headers]

    body = application(environ, start_response)
    status, headers = begun
    if getattr(body, "streaming", True) and not _is_short(headers):
        return status, headers, body
    try:
        return status, headers, [b"".join(body)]
    finally:
        if (close := getattr(body, "close", None)) is not None:
            close()


def whole_answer(application: Application, environ: Environ) -> WholeAnswer:
    """Return an answer that may be given to many requests, each with an id of its own."""
    status, headers, body = answer_of(application, environ)
    return status, without_id(headers), b"".join(body)


def without_id(headers: Headers) -> Headers:
    return [item for item in headers if item[0].lower() != "x-request-id"]


def made_up(path: str) -> Environ:
    """Return a request for a path of the site that nobody has sent; no log tells of it."""
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or 80),
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        REQUEST_ID: NO_REQUEST,
    }


def _is_short(headers: Headers) -> bool:
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    return bool(lengths) and lengths[0].isdigit() and int(lengths[0]) <= WHOLE_BYTES
