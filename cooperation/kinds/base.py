"""What a kind of record is, told once: every layer above makes what it needs from this.

Pages and the API show the fields of its shape and of its parts; files hold them as columns; the
search index holds their words; filters narrow and count its list.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.translation import get_language

from cooperation.kinds.filter import Filter
from cooperation.kinds.shapes import Shape
from cooperation.kinds.told import paths_told_by
from cooperation.models import Term
from cooperation.models.base import Part, Record

# Whatever a record says, a source may support it.
CITED = "citations__source"


@dataclass(frozen=True, slots=True)
class PartKind:
    """A kind of part: its `name` in answers, and what is shown of it.

    `telling` are the columns that tell the parts of one record apart in tables without ids; a
    part without any has no `table`. `measured` are the column of a number and that of its unit.
    A part that stands in a linked record names in `follows` the part and the key that lead there,
    and in `role` the code of the term that such parts have.
    """

    name: str
    shape: Shape
    telling: tuple[str, ...] = ()
    table: str = ""
    measured: tuple[str, str] = ("", "")
    follows: tuple[str, str] | None = None
    role: str = ""

    @property
    def model(self) -> type[Part]:
        return self.shape.model  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list by one column, ties by id; rows without a value come last.

    `khmer` is the column that stands for it in a Khmer list.
    """

    column: str
    descending: bool = False
    has_gaps: bool = False
    tie: str = "pk"
    khmer: str = ""

    def in_language(self) -> "Order":
        """Return the order in the active language."""
        is_khmer = self.khmer and get_language() == "km"
        return replace(self, column=self.khmer) if is_khmer else self


@dataclass(frozen=True, slots=True)
class Listed:
    """What has a list.

    `name` is that of its list in addresses and files, `title` what readers call the list, `key`
    the column by which one row is asked for. `date` is the uncertain date by which it is listed.
    The first of `orders` is the default.
    """

    shape: Shape
    name: str = field(kw_only=True)
    title: Any = field(kw_only=True)
    key: str = field(default="slug", kw_only=True)
    date: str = field(default="", kw_only=True)
    orders: Mapping[str, Order] = field(default_factory=dict, kw_only=True)
    filters: Mapping[str, Filter] = field(default_factory=dict, kw_only=True)

    @property
    def model(self) -> type[models.Model]:
        return self.shape.model

    @property
    def model_name(self) -> str:
        return str(self.model._meta.model_name)


@dataclass(frozen=True, slots=True)
class ReferenceList(Listed):
    """A list that records are told by: terms, places. `named` are the columns of their names."""

    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind(Listed):
    """A kind of record.

    `number` is its place in the ids of the search index, never given twice. `dated` are the
    columns of which the first that says something gives its date. `short` are the columns that
    hold short names, `detailed` texts of its page that lists leave out.
    """

    number: int
    parts: tuple[PartKind, ...] = ()
    is_tagged: bool = False
    has_places: bool = False
    dated: tuple[str, ...] = ()
    lent_by: str = ""
    short: tuple[str, ...] = ()
    detailed: tuple[str, ...] = ()
    has_initials: bool = False

    @property
    def model(self) -> type[Record]:
        return self.shape.model  # type: ignore[return-value]

    def dimensions(self) -> tuple[str, ...]:
        """Return the paths to what its records have in sets, each once.

        It is what they are filtered and counted by, and what they tell of others.

        Constituents are counted by the organisations that they are of; years have no path.
        """
        own, telling = self._paths(self.filters.values()), paths_told_by(self.model_name)
        return tuple(dict.fromkeys((*own, *telling, CITED, *self.paths_to_terms())))

    def counted(self) -> tuple[str, ...]:
        """Return the dimensions whose values are counted: beside filters, and those of terms."""
        counted = (narrowed for narrowed in self.filters.values() if narrowed.is_counted)
        return tuple(dict.fromkeys((*self._paths(counted), *self.paths_to_terms())))

    def paths_to_terms(self) -> tuple[str, ...]:
        """Return the paths by which its records and their own parts name terms."""
        found = []
        for owner, name, part in self.fields_to(Term):
            key: Any = part._meta.get_field(owner) if part else None
            found.append(f"{key.remote_field.name}__{name}" if key else name)
        return tuple(found)

    def linked_by(self) -> str:
        """Return the parts of which several filters look at one and the same row, "" if none."""
        paths = dict.fromkeys(self._paths(self.filters.values()))
        of_parts = Counter(path.partition("__")[0] for path in paths if "__" in path)
        return next((name for name, paths in of_parts.items() if paths > 1), "")

    def _paths(self, filters: Iterable[Filter]) -> Iterator[str]:
        for narrowed in filters:
            if narrowed.has_sets and narrowed.path and not narrowed.is_of_years:
                for path in (narrowed.counted, *narrowed.also):
                    if "__constituent" not in path and self._is_own(path):
                        yield path

    def _is_own(self, path: str) -> bool:
        """Tell whether the record itself says it, and not another that names it."""
        first = path.partition("__")[0]
        parts = {field.name: field for field in self.model._meta.related_objects}
        if first not in parts:
            return True
        part: Any = parts[first].related_model
        return issubclass(part, Part) and parts[first].field.name in part.owner_fields

    def fields_to(self, target: type[models.Model]) -> Iterator[tuple[str, str, type[Part] | None]]:
        """Give (owner, field, part) for each field that is shown and leads to a term or place."""
        groups = {"Term": "terms", "Place": "places"}
        for name in getattr(self.shape, groups[target.__name__]):
            yield "", name, None
        for part in self.parts:
            for name in getattr(part.shape, groups[target.__name__]):
                yield self.model_name, name, part.model
