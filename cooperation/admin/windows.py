"""A form carries so many rows of a kind of part at once; of the others it says where they are."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseInlineFormSet
from django.http import HttpRequest

# With each kind of part this long, a form stays below DATA_UPLOAD_MAX_NUMBER_FIELDS.
MOST_ROWS = 60
FROM = "-from"


@dataclass(frozen=True, slots=True)
class Window:
    """Some rows that follow each other, by their numbers; `query` of the form's address opens
    them."""

    first: int
    last: int
    query: str
    is_open: bool


class WindowedFormSet(BaseInlineFormSet):
    """Rows from `start` on, at most MOST_ROWS; those that are not sent stay as they are."""

    start = 0

    def get_queryset(self) -> Any:
        if not hasattr(self, "_windowed"):
            rows = super().get_queryset()
            self._whole = len(rows)
            first = self.start if self.start < self._whole else 0
            self._windowed = rows if self.is_bound else rows[first : first + MOST_ROWS]
        return self._windowed

    @property
    def windows(self) -> list[Window]:
        """All windows of the rows; none where one holds them all."""
        self.get_queryset()
        if self._whole <= MOST_ROWS:
            return []
        return [
            Window(
                first + 1,
                min(first + MOST_ROWS, self._whole),
                f"{self.prefix}{FROM}={first}",
                first == self.start and not self.is_bound,
            )
            for first in range(0, self._whole, MOST_ROWS)
        ]


def start_of(request: HttpRequest, prefix: str) -> int:
    """Return the number, from 0, of the first row that the address opens a form with."""
    given = request.GET.get(f"{prefix}{FROM}", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 8 else 0


def kept_query(request: HttpRequest) -> str:
    """Return what of the address opens windows, to lead back to the same ones; "" for none."""
    kept = request.GET.copy()
    for name in [name for name in kept if not name.endswith(FROM)]:
        del kept[name]
    return kept.urlencode()
