"""How much is worked at in one process at a time; it has more threads, for whoever is slow."""

from collections import deque
from collections.abc import Callable
from threading import BoundedSemaphore, Lock

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cooperation.web import errors

# What more threads work at at once is slower in all, and slowest for whoever asked first.
AT_A_TIME = 2
# A form takes as long as its sender lets it take; so many of them leave readers their threads.
MOST_SENT = 8


class Gate:
    """Lets so many in at a time, in the order in which they came: no one is overtaken.

    A semaphore of the standard library lets the thread that has just left in again first.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


working = Gate(AT_A_TIME)
_sent = BoundedSemaphore(MOST_SENT)


def pass_in_turn(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Work at what is asked for in its turn; take what is sent at once, or refuse it with 503."""

    def passed(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            with working:
                return get_response(request)
        if not _sent.acquire(blocking=False):
            message = _("Too many forms are being sent. Go back and send yours again in a moment.")
            return errors.unavailable(request, message)
        try:
            return get_response(request)
        finally:
            _sent.release()

    return passed
