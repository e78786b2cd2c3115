"""What every filter of a list tells of itself; no other module asks of which class it is.

A filter is declared with the `path` from the record to what it looks at. It says what it accepts,
which records it lets through, what readers and users of the API are told of it, which values it
offers and under which key the counted sets hold them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.db import models
from django.db.models import Exists, OuterRef, Q


@dataclass(frozen=True, slots=True)
class Known:
    """A value that may be offered: as addresses have it, as readers see it, as sets name it."""

    value: str
    label: str
    key: str


# Rows that are values of filters, by their model: (key, value, group), in the order of labels.
Rows = Mapping[type[models.Model], Sequence[tuple[str, Known, str]]]


class Filter(django_filters.Filter):
    """A filter whose condition on the record is made from its `path`.

    `label` is what readers call it, `meaning` what the API tells of it. Values are counted by the
    path, or by what `counted` names, and by the paths in `also`; those of a `target` are its rows.
    `group` keeps the rows of one group only.
    """

    label: Any
    meaning: str = ""
    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    input_type: ClassVar[str] = ""
    is_repeated = False
    is_counted = is_of_years = False
    target: type[models.Model] | None = None
    group = ""
    also: ClassVar[tuple[str, ...]] = ()
    tried: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, path: str = "", *, counted: str = "", label: Any = "", meaning: str = "", **kw: Any
    ) -> None:
        self.path = path
        self.counted = counted or path
        self.meaning = meaning or self.meaning
        super().__init__(field_name=path or None, label=label or self.usual_label(), **kw)
        if not self.label:
            raise TypeError(f"A {type(self).__name__} needs a label: readers see it.")

    @property
    def has_sets(self) -> bool:
        """Tell whether there are sets of the records of each value."""
        return self.is_counted

    def usual_label(self) -> Any:
        """Return what readers call filters of this kind, where their declaration does not say."""
        return ""

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        if value in (None, "", []) or not self.path:
            return queryset
        return queryset.filter(self.condition(queryset.model, value))

    def condition(self, model: type[models.Model], value: Any) -> Q | Exists:
        return leads_to_one_of(model, self.path, value if self.is_repeated else [value])

    def openapi(self) -> dict[str, Any]:
        """Return the JSON schema of one value."""
        return {**self.schema}

    def key_of(self, value: Any) -> str:
        """Return how the counted sets name a value."""
        return str(value)

    def offered(self, used: Collection[str], rows: Rows) -> tuple[Known, ...]:
        """Return the values to choose from, in order: those that some public record has."""
        if self.target is None:
            return ()
        return tuple(
            item
            for key, item, group in rows[self.target]
            if key in used and self.group in ("", group)
        )

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        """Return labels of values that are asked for and not offered; of what is hidden, none."""
        return {}

    def examples(self) -> tuple[str, ...]:
        """Return values that a list can be asked for whatever its records say."""
        return self.tried


def leads_to_one_of(model: type[models.Model], path: str, values: Iterable[Any]) -> Q | Exists:
    """Return the condition that `path` leads to one of the values: never more than one row each."""
    first = model._meta.get_field(path.split("__")[0])
    if first.many_to_many or first.one_to_many:
        rows = model._default_manager.filter(**{"pk": OuterRef("pk"), f"{path}__in": values})
        return Exists(rows)
    return Q(**{f"{path}__in": values})
