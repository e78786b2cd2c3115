"""Long answers take turns: short ones must never wait behind several of them."""

from collections.abc import Callable, Iterable, Iterator
from threading import Lock

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
