"""What the filters of a list leave, as far as there are sets of it."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from pyroaring import BitMap

from cooperation.kinds.filter import Filter
from cooperation.queries.filters import PublicFilters
from cooperation.queries.public_sets import PublicSets
from cooperation.rules import record_sets
from cooperation.rules.record_sets import Pieces


class Crossing:
    """Crosses the sets of what is asked for; `linking` tells which filters look at one row."""

    def __init__(
        self, linking: type[PublicFilters], filters: Mapping[str, Filter], sets: PublicSets
    ) -> None:
        self.linking, self.filters, self.sets = linking, filters, sets

    def cross(self, values: Mapping[str, Any]) -> tuple[BitMap, list[str]]:
        """Return the visible records that the filters leave, and which filters have no sets."""
        linked = [name for name in self.linking.together(values) if name in values]
        in_one_row = linked if len(linked) > 1 else []
        left, rest = self.sets.visible, []
        for name, value in values.items():
            if name in in_one_row:
                continue
            if self._has_sets(name, values):
                field = self.filters[name]
                left = left & self.sets.of_any(field, map(field.key_of, value))
            else:
                rest.append(name)
        if in_one_row and self.linking.link_owner:
            rest += in_one_row
        elif in_one_row:
            rows = self.rows({name: values[name] for name in in_one_row})
            left = left & record_sets.records(rows)
        return left, rest

    def alike(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """Return the other filters asked for that one row must satisfy together with this."""
        linked = self.linking.together(values)
        return [other for other in values if other in linked and other != name and name in linked]

    def rows(self, values: Mapping[str, Iterable[Any]]) -> Pieces:
        """Return the rows that satisfy all of these filters of the link."""
        return reduce(
            record_sets.cross,
            (
                self.sets.rows_of_any(self.filters[name], map(self.filters[name].key_of, value))
                for name, value in values.items()
            ),
        )

    def _has_sets(self, name: str, values: Mapping[str, Any]) -> bool:
        if name not in self.filters or (name == "source" and "locator" in values):
            return False
        return self.sets.has(self.filters[name])
