"""Long answers take turns: short ones must never wait behind several of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from cooperation.web import errors

BUSY_SECONDS = "60"

# One at a time in each process, beside a thread that is free for everyone else.
_turn = Lock()


class Turn:
    """Gives a long answer piece by piece; the turn ends when the answer is closed."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _turn.release()


def taken(begin: Callable[[], Iterable[bytes]]) -> Turn | None:
    """Begin a long answer, which its server must close; None while another one has the turn."""
    if not _turn.acquire(blocking=False):
        return None
    try:
        return Turn(begin())
    except BaseException:
        _turn.release()
        raise


def answer(
    request: HttpRequest, begin: Callable[[], Iterable[bytes]], headers: Mapping[str, str]
) -> HttpResponseBase:
    """Answer with a long file, or with 503 while another one has the turn.

    A thread stays with a file until its last reader has read it, however slow that one is.
    """
    turn = taken(begin)
    if turn is not None:
        return StreamingHttpResponse(turn, headers=headers)
    message = _("Another large file is being written. Please try again in a minute.")
    response = errors.answer(request, 503, message)
    response["Retry-After"] = BUSY_SECONDS
    return response
