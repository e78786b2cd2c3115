"""The tables that editors fill in and take away: one for each kind of root, and for its parts."""

from dataclasses import dataclass, field
from typing import Any

from import_export.resources import Resource  # type: ignore[import-untyped]

from cooperation.exchange.tables_cells import Number
from cooperation.exchange.tables_columns import Column, table_of_kind
from cooperation.exchange.tables_known import Target
from cooperation.kinds.registry import KINDS
from cooperation.models.base import Part, Record


@dataclass(frozen=True)
class Table:
    """`telling` are the columns that tell the parts of one record apart where no id is given.

    `measured` are the column of a number and that of its unit.
    """

    name: str
    model: Any
    telling: tuple[str, ...] = ()
    measured: tuple[str, str] = ("", "")
    owners: dict[str, Target] = field(init=False, default_factory=dict)
    resource: Resource = field(init=False)

    def __post_init__(self) -> None:
        if issubclass(self.model, Part):
            for name in self.model.owner_fields:
                model: Any = self.model._meta.get_field(name).related_model
                if issubclass(model, Record):
                    self.owners[name] = Target(model)
        object.__setattr__(self, "resource", table_of_kind(self.model, self.owners)())

    @property
    def is_of_roots(self) -> bool:
        return not self.owners

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def columns(self) -> dict[str, Column]:
        return self.resource.fields

    @property
    def texts(self) -> frozenset[str]:
        """The columns that hold no numbers, which dates are none of."""
        columns = self.columns.values()
        return frozenset(c.name for c in columns if not isinstance(c.widget, Number))

    def roots(self) -> list[type[Record]]:
        """Return the kinds of record that rows of this table are about."""
        return [target.model for target in self.owners.values()] or [self.model]  # type: ignore[misc]

    def is_about(self, model: type[Record]) -> bool:
        return model in self.roots()


def _tables() -> list[Table]:
    roots = [Table(kind.name, kind.model) for kind in KINDS.values()]
    parts = {part.model: part for kind in KINDS.values() for part in kind.parts if part.table}
    return [
        *roots,
        *(Table(part.table, model, part.telling, part.measured) for model, part in parts.items()),
    ]


TABLES = {table.name: table for table in _tables()}


def tables_about(model: type[Record]) -> list[Table]:
    """Return the table of a kind of root, then those of its parts."""
    return [table for table in TABLES.values() if table.is_about(model)]
