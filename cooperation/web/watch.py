"""What state the register is in, as a whole worker knows it, and whether it can be asked."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread, main_thread

from django.utils import timezone

from cooperation.queries.generation_watch import Reader, UnreachableError

logger = logging.getLogger(__name__)

# Idle or not: a copy given while the database is away is of a state this young when it went.
EVERY_SECONDS = 0.5
# Longer than any read may take: who waits so long learns that it is away.
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A state that a worker has seen: the `number`th, true until the clock alone changes it."""

    number: int
    until: dt.datetime


class Watch:
    """Reads the state for each request, and one time for all that ask in the same instant.

    While it cannot be read nobody tries but the watch's own thread.
    """

    def __init__(self, reader: Reader, chores: Callable[[], None] = lambda: None) -> None:
        self._reader = reader
        self._chores = chores
        self._lock = Lock()
        self._begun = self._done = 0
        self._key = ""
        self._seen = Seen(0, dt.datetime.max.replace(tzinfo=dt.UTC))
        self._seen_at = time.monotonic()
        self._is_away = False
        self._thread: Thread | None = None

    def state(self) -> Seen | None:
        """Return the state as it is now, or was after this was called; None while it is away."""
        return None if self._is_away else self._read()

    def last_state(self, *, within_seconds: float) -> Seen | None:
        """Return the state seen last, while it stands by the clock and was seen recently."""
        is_young = time.monotonic() - self._seen_at < within_seconds
        return self._seen if is_young and timezone.now() < self._seen.until else None

    def start(self) -> None:
        """Begin to read the state by itself, too, unless it has; it ends with the process."""
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                # No daemon: the chores are done a last time when the main thread has ended.
                self._thread = Thread(target=self._go_on, name="watch", daemon=False)
                self._thread.start()

    def _go_on(self) -> None:
        while main_thread().is_alive():
            self._read(tries_while_away=True)
            self._chores()
            main_thread().join(EVERY_SECONDS)
        self._chores()

    def _read(self, *, tries_while_away: bool = False) -> Seen | None:
        arrived = self._begun
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            self._is_away = True
            return None
        try:
            # One that began after this one came is as good as its own; and who came while the
            # read that failed was under way would else wait for a second one to fail.
            if self._done <= arrived and (tries_while_away or not self._is_away):
                self._begun += 1
                self._ask()
                self._done = self._begun
            return None if self._is_away else self._seen
        finally:
            self._lock.release()

    def _ask(self) -> None:
        try:
            state = self._reader.read(timezone.now())
        except UnreachableError as error:
            if not self._is_away:
                logger.error("The database cannot answer: %s", error)
            self._is_away = True
            return
        if state.key != self._key:
            self._key = state.key
            self._seen = Seen(self._seen.number + 1, state.until)
        self._seen_at = time.monotonic()
        self._is_away = False
