"""One bad item stops no batch: it is named in the log and to whoever runs it; the rest goes on."""

import logging
from dataclasses import dataclass

logger = logging.getLogger("cooperation.batches")


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that something failed on which nobody foresaw."""

    item: str
    error: str

    def __str__(self) -> str:
        return f"{self.item}: {self.error}"


def note_failure(item: str, error: Exception) -> Failure:
    """Write to the log on which item it was, and where; return it for people."""
    logger.error("Failed on %s", item, exc_info=error)
    return Failure(item, f"{type(error).__name__}: {error}")
