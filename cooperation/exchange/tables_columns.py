"""The columns of a table: headings, and where the value of each stands in a record's snapshot."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field  # type: ignore[import-untyped]
from import_export.resources import Resource  # type: ignore[import-untyped]
from import_export.widgets import Widget  # type: ignore[import-untyped]

from cooperation.exchange.fixtures import settable_fields
from cooperation.exchange.tables_cells import SEPARATOR, Cell, Link, cell_of
from cooperation.exchange.tables_known import Known, Target
from cooperation.models import Citation
from cooperation.models.base import Part, Record

# The register's keepers read it on the form; it is no row's worth.
NOT_IN_TABLES = {"text"}
WHEN_PUBLIC = ("review_due", "go_live_at", "expire_at")
CITED = ("cited_source", "cited_locator_type", "cited_locator")
# What was wrong with a row that comes again; it is not read.
FAULT = "fault"


class Column(Field):
    """A heading with the cells below it.

    `place` is "fields" or "links" of a snapshot's entry, or another group of what is written.
    """

    widget: Cell

    def __init__(self, name: str, cell: Widget, place: str, help_text: Any = "") -> None:
        super().__init__(attribute=f"{place}__{name}", column_name=name, widget=cell)
        self.name, self.place, self.help_text = name, place, help_text
        self.readonly = place == "shown"

    def value(self, text: str, known: Known) -> Any:
        """Return the value of a cell as snapshots hold it. Raises ValueError."""
        return self.clean({self.name: text}, known=known)

    def sign(self, value: Any) -> Any:
        """Return what is equal for values that editors would call the same."""
        if isinstance(self.widget, Link):
            return tuple(self.widget.uids(value))
        shown = self.widget.render(value)
        return shown.replace("\r\n", "\n").strip() if isinstance(shown, str) else shown

    def text(self, value: Any, known: Known) -> str:
        return str(self.widget.render(value, known=known))


class Listed(Widget):
    """What citations of one record say, one after another; empty where all say the usual."""

    def __init__(self, usual: str) -> None:
        super().__init__()
        self.usual = usual

    def render(self, value: Any, **kwargs: Any) -> str:
        values = value or ()
        return "" if set(values) <= {self.usual} else SEPARATOR.join(values)


class Sources(Widget):
    def render(self, value: Any, **kwargs: Any) -> str:
        known: Known = kwargs["known"]
        return SEPARATOR.join(known.name(SOURCES, uid) for uid in value or ())


SOURCES = Target(Citation._meta.get_field("source").related_model)  # type: ignore[arg-type]


def table_of_kind(model: type[models.Model], owners: dict[str, Target]) -> type[Resource]:
    """Return the table of a kind of root, or of a kind of part with its record on each row."""
    columns = [*_of_fields(model), *_of_citations(), *_shown(model)]
    if issubclass(model, Part):
        named = [_owner(name, len(owners) > 1) for name in owners]
        columns = [*named, Column("id", Widget(), "entry", _PART_ID), *columns]
    else:
        columns = [Column("uid", Widget(), "entry", _UID), *columns]
    return type(f"{model.__name__}Table", (Resource,), {column.name: column for column in columns})


_UID = _("Permanent id; leave it empty for a new record.")
_SLUG = _("Last part of the page's address; tells the record from others where no uid is given.")
_PART_ID = _("Id of the row; leave it empty for a new one.")
_RECORD = _("Address (slug) or permanent id of the record that the row belongs to.")
_ONE_RECORD = _("Address (slug) or permanent id of the record; fill in one of these columns.")


def _of_fields(model: type[models.Model]) -> Iterator[Column]:
    fields = {
        field.name: field for field in settable_fields(model) if field.name not in NOT_IN_TABLES
    }
    last = [fields.pop(name) for name in WHEN_PUBLIC if name in fields]
    for field in (*fields.values(), *last):
        place = "links" if field.many_to_many else "fields"
        help_text = _SLUG if field.name == "slug" else field.help_text
        yield Column(field.name, cell_of(field), place, help_text)


def _of_citations() -> tuple[Column, ...]:
    source, locator_type, locator = CITED
    return (
        Column(source, Sources(), "cited", _("Address (slug) of the source; several: one;two.")),
        Column(
            locator_type,
            Listed("paragraph"),
            "cited",
            _("paragraph, page or section, for each source; empty: paragraph."),
        ),
        Column(locator, Listed(""), "cited", _("5 or 5-7, for each source: 5;2-3.")),
    )


def _shown(model: type[models.Model]) -> Iterator[Column]:
    if issubclass(model, Record):
        for name in ("state", "pending_change"):
            yield Column(name, Widget(), "shown", _("For your information; not read."))


def _owner(name: str, is_one_of_several: bool) -> Column:
    help_text = _ONE_RECORD if is_one_of_several else _RECORD
    return Column(name, Widget(), "owner", help_text)
