"""Long answers: some may be open, one of them is worked at, and short ones wait behind none."""

from collections.abc import Iterable, Iterator, Mapping
from threading import BoundedSemaphore, Lock
from typing import TypeVar

from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from cooperation.web import errors, query_limit
from cooperation.web.concurrency import working

Piece = TypeVar("Piece")

BUSY_SECONDS = "60"
# In each process. A reader holds a thread of it until the end, however slowly that one reads.
MOST_OPEN = 6

_open = BoundedSemaphore(MOST_OPEN)
_turn = Lock()


class Long:
    """An answer given piece by piece; its place is free again when it is closed."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _open.release()


def by_turns(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give the same pieces, each worked out while no other long answer is worked at.

    The connection goes back between two pieces, for a reader may let the next one wait for hours:
    a piece must leave no query half read.
    """
    remaining = iter(pieces)
    while True:
        with _turn, working:
            try:
                with query_limit.limit_each_query(query_limit.LONGER_SECONDS):
                    piece = next(remaining)
            except StopIteration:
                return
            finally:
                if not connection.in_atomic_block:
                    close_old_connections()
        yield piece


def open_stream(pieces: Iterable[bytes]) -> Long | None:
    """Open a long answer, which its server must close; None while too many are open."""
    return Long(pieces) if _open.acquire(blocking=False) else None


def stream_answer(
    request: HttpRequest, pieces: Iterable[bytes], headers: Mapping[str, str]
) -> HttpResponseBase:
    """Answer with a long file, or with 503 while too many are open.

    Nothing is worked out before the answer has begun: what fails later ends the file, and its
    length is known when it is read. Whoever asks for its headers alone takes no place.
    """
    if request.method == "HEAD":
        return StreamingHttpResponse((), headers=headers)
    long = open_stream(pieces)
    if long is not None:
        return StreamingHttpResponse(long, headers=headers)
    message = _("Several large files are being sent. Please try again in a minute.")
    return errors.unavailable_answer(request, message, BUSY_SECONDS)
