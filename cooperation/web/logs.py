"""One JSON object a line: what happened, when, in which request; no bodies, no query strings."""

import json
import logging
import time
from collections import deque
from contextvars import ContextVar
from datetime import UTC, datetime

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)

EXTRA_FIELDS = ("method", "path", "status", "milliseconds", "address")
# One for all lines: making one takes longer than a line does.
ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)
# So many lines fit into what a pipe takes at once: those of two workers do not mix.
TOGETHER = 12
# The server falls behind its own lines rather than keep them all in memory.
MOST_WAITING = 5000


class JsonFormatter(logging.Formatter):
    """Writes a record as JSON; of what callers attach, only the named extra fields.

    A record of several `requests` becomes a line for each.
    """

    def format(self, record: logging.LogRecord) -> str:
        if requests := getattr(record, "requests", None):
            return "\n".join(self._line(record, *request) for request in requests)
        extra: dict[str, object] = {}
        if request_id := current_request_id.get():
            extra["request_id"] = request_id
        extra |= {name: getattr(record, name) for name in EXTRA_FIELDS if hasattr(record, name)}
        if record.exc_info:
            extra["traceback"] = self.formatException(record.exc_info)
        return self._line(record, record.created, extra)

    def _line(self, record: logging.LogRecord, at: float, extra: dict[str, object]) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return ENCODER.encode(line | extra)


class RequestLines:
    """Lines about requests that wait to be written together: one alone costs as much as many."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._waiting: deque[tuple[float, dict[str, object]]] = deque()

    def add(self, **fields: object) -> None:
        self._waiting.append((time.time(), fields))
        if len(self._waiting) >= MOST_WAITING:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        while self._waiting:
            together = []
            while self._waiting and len(together) < TOGETHER:
                try:
                    together.append(self._waiting.popleft())
                except IndexError:
                    # Another thread writes, too.
                    break
            if together:
                self._logger.info("request", extra={"requests": together})
