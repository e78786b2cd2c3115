"""The least that can be answered: as many bytes as the query string says, and told headers."""

import json
import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

# Of the answer that it is compared with, so that both are of one size.
HEADERS = [tuple(item) for item in json.loads(os.environ.get("HELLO_HEADERS", "[]"))]


@cache
def body(size: int) -> bytes:
    return b"x" * size


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    content = body(int(environ["QUERY_STRING"] or 0))
    is_held = not content and environ["PATH_INFO"] != "/healthz"
    length = [] if is_held else [("Content-Length", str(len(content)))]
    start_response("304 Not Modified" if is_held else "200 OK", [*HEADERS, *length])
    return [content]
