"""How much is worked at in one process at a time; it has more threads, for whoever is slow."""

import time
from collections import deque
from threading import Event, Lock

# What more threads work at at once is slower in all, and slowest for whoever asked first.
AT_A_TIME = 2
# Fewer than there are threads: what needs no work is answered beside them.
MOST_WAITING = 8
# Whoever has waited this long is told so; what is worked out later has lost its reader.
PATIENCE_SECONDS = 1.0


class Gate:
    """Lets so many in at a time, in the order in which they came: no one is overtaken.

    A semaphore of the standard library lets the thread that has just left in again first.
    """

    def __init__(self, places: int, most_waiting: int) -> None:
        self._free = places
        self._most_waiting = most_waiting
        self._counted = 0
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        """Come in, however long that takes; this counts among no others that wait."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = self._stand_in_line()
        mine.acquire()

    def __exit__(self, *_error: object) -> None:
        self.leave()

    def enter(self, until: float) -> bool:
        """Come in by a moment of the monotonic clock; False where that cannot be.

        Nor can it where too many wait already.
        """
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if self._counted >= self._most_waiting:
                return False
            self._counted += 1
            mine = self._stand_in_line()
        try:
            if mine.acquire(timeout=max(0, until - time.monotonic())):
                return True
            return self._give_up(mine)
        finally:
            with self._lock:
                self._counted -= 1

    def wait_for(self, event: Event, until: float) -> bool:
        """Wait for what another makes; False where too many wait, or it takes too long."""
        with self._lock:
            if self._counted >= self._most_waiting:
                return False
            self._counted += 1
        try:
            return event.wait(max(0, until - time.monotonic()))
        finally:
            with self._lock:
                self._counted -= 1

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _stand_in_line(self) -> Lock:
        mine = Lock()
        mine.acquire()
        self._waiting.append(mine)
        return mine

    def _give_up(self, mine: Lock) -> bool:
        """Leave the line; True where a place was given at the last moment."""
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
            return True


working = Gate(AT_A_TIME, MOST_WAITING)
