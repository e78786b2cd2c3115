"""How many calls of one address are too many, counted in the memory of a worker."""

from collections import OrderedDict, deque
from functools import cache
from threading import Lock

from django.conf import settings

MOST_ADDRESSES = 10_000
SLICES = 60
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Throttle:
    """Counts the calls of each address; no more than the rate in any period of its length.

    A period slides by a sixtieth of itself: a call counts until its whole slice has passed.
    `rate` is written like 3000/min or 20/second.
    """

    def __init__(self, rate: str) -> None:
        number, _slash, period = rate.partition("/")
        self._most = int(number)
        self._slice = SECONDS[period[0]] / SLICES
        self._calls: OrderedDict[str, deque[list[int]]] = OrderedDict()
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def is_within(self, address: str, now: float) -> bool:
        """Count a call at a moment of the monotonic clock, if it is one of those allowed."""
        present = int(now / self._slice)
        with self._lock:
            calls = self._of(address, present)
            if self._counts[address] >= self._most:
                return False
            if not calls or calls[-1][0] != present:
                calls.append([present, 0])
            calls[-1][1] += 1
            self._counts[address] += 1
            return True

    def seconds_to_wait(self, address: str, now: float) -> float:
        """Return when the next call will be allowed, 0 if it is."""
        with self._lock:
            calls = self._of(address, int(now / self._slice))
            if self._counts[address] < self._most or not calls:
                return 0
            return (calls[0][0] + SLICES + 1) * self._slice - now

    def _of(self, address: str, present: int) -> deque[list[int]]:
        """Return what counts of an address at present."""
        calls = self._calls.get(address)
        if calls is None:
            calls = self._calls[address] = deque()
            self._counts[address] = 0
            if len(self._calls) > MOST_ADDRESSES:
                oldest, _calls = self._calls.popitem(last=False)
                del self._counts[oldest]
        else:
            self._calls.move_to_end(address)
        while calls and calls[0][0] + SLICES < present:
            self._counts[address] -= calls.popleft()[1]
        return calls


@cache
def api_calls() -> Throttle:
    """Return the one count of this worker, whoever answers a call."""
    return Throttle(settings.API_RATE)
