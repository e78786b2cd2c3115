"""The least that can be answered: as many bytes as the query string says."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any


@cache
def body(size: int) -> bytes:
    return b"x" * size


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    content = body(int(environ["QUERY_STRING"] or 0))
    status = "200 OK" if content else "304 Not Modified"
    if environ["PATH_INFO"] == "/healthz":
        status = "200 OK"
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(content)))]
    start_response(status, headers if content else [])
    return [content]
