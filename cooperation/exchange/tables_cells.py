"""How the text of a cell becomes a value of a record's snapshot, and the other way round."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.widgets import Widget  # type: ignore[import-untyped]

from cooperation.exchange.tables_known import Known, Target, target_of
from cooperation.exchange.tables_labels import Labels, labels_of_choices
from cooperation.exchange.tables_lines import UNREADABLE, CellKind
from cooperation.models.uncertain import UncertainDateField
from cooperation.rules import numerals

SEPARATOR = ";"
EXACT_IN_A_SPREADSHEET = 15
FEW = 12


class Cell(Widget):
    """A text. `clean` gives the value as a snapshot holds it, or raises ValueError."""

    # A spreadsheet keeps digits of numbers and dates only where it takes them for texts.
    forms = ""
    # What cells of a workbook may be besides texts and numbers.
    takes: frozenset[CellKind] = frozenset()

    def __init__(self, field: Any) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if UNREADABLE in value:
            raise ValueError(
                _("The cell holds what is no text: broken letters, or signs that nobody sees.")
            )
        try:
            cleaned = self.field.clean(self.parse(value) if value else self.empty(), None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return self.plain(cleaned)

    def render(self, value: Any, **kwargs: Any) -> Any:
        return "" if value is None else value

    def empty(self) -> Any:
        return None if self.field.null else self.field.get_default()

    def parse(self, text: str) -> Any:
        return text

    def plain(self, value: Any) -> Any:
        return value


class Choice(Cell):
    """The code of a closed list, or what the desk shows for it."""

    def parse(self, text: str) -> Any:
        codes = self.codes()
        code = text if text in codes else self.labels.code(text)
        if code is None:
            raise ValueError(_unknown(text, codes))
        return code

    def codes(self) -> list[str]:
        return [str(code) for code, _label in self.field.choices if code]

    @cached_property
    def labels(self) -> Labels:
        return labels_of_choices(self.field.choices)


class YesNo(Cell):
    forms = "yes, no"
    takes = frozenset({CellKind.FLAG})

    def parse(self, text: str) -> bool:
        match text.casefold():
            case "yes" | "true" | "1":
                return True
            case "no" | "false" | "0":
                return False
            case _:
                raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text})

    def render(self, value: Any, **kwargs: Any) -> str:
        return "yes" if value else "no"


class Number(Cell):
    forms = "12.5"

    def parse(self, text: str) -> str:
        if text.endswith("%"):
            raise ValueError(
                _(
                    "“%(text)s” is a share in percent. Write the number alone; the unit of a "
                    "figure belongs into a column of its own."
                )
                % {"text": text}
            )
        return numerals.to_western_digits(text)

    def render(self, value: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            number = Decimal(value)
            is_exact = len(number.as_tuple().digits) <= EXACT_IN_A_SPREADSHEET
            return number if is_exact else value
        return super().render(value)

    def plain(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class UncertainDay(Cell):
    forms = "2026-01-22, 2026-03, 2026, 2024/2028, 2025~"
    takes = frozenset({CellKind.DATE})


class Day(Cell):
    forms = "2026-01-22"
    takes = frozenset({CellKind.DATE})

    def plain(self, value: dt.date | None) -> str | None:
        return value.isoformat() if value else None


class TimeOfDay(Day):
    forms = "14:30"
    takes = frozenset({CellKind.TIME})


class Moment(Cell):
    forms = "2026-01-22T14:30+07:00"
    takes = frozenset({CellKind.DATE})

    def plain(self, value: dt.datetime | None) -> str | None:
        # As the database gives it back.
        return value.astimezone(dt.UTC).isoformat() if value else None

    def render(self, value: Any, **kwargs: Any) -> str:
        if not value:
            return ""
        return timezone.localtime(dt.datetime.fromisoformat(value)).isoformat()


class Link(Cell):
    """The code or label of a term or place, or the address or permanent id of a record."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.target: Target = target_of(field)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if not value:
            if not self.field.null:
                raise ValueError(_("This field cannot be blank."))
            return None
        return self.uid(value, kwargs["known"])

    def render(self, value: Any, **kwargs: Any) -> str:
        known: Known = kwargs["known"]
        return known.name(self.target, value) if value else ""

    def texts(self, value: str) -> list[str]:
        """Return what the cell names, each to be looked up."""
        return [value] if value else []

    def uids(self, value: Any) -> list[str]:
        return [value] if value else []

    def uid(self, text: str, known: Known) -> str:
        found = known.uid(self.target, text) or known.labelled(self.target, text)
        if found is None:
            raise ValueError(self._unknown(text, known))
        return found

    def _unknown(self, text: str, known: Known) -> str:
        if not self.target.is_record:
            return _unknown(text, known.all(self.target))
        kinds = self.target.model._meta.verbose_name_plural
        return _(
            "“%(text)s” is no address or permanent id of %(kinds)s. Correct it, or add that "
            "record first; one of this file must stand above."
        ) % {"text": text, "kinds": kinds}


class Links(Link):
    """Several of them, one after another."""

    forms = "one;two"

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        return sorted({self.uid(text, kwargs["known"]) for text in self.texts(value)})

    def render(self, value: Any, **kwargs: Any) -> str:
        known: Known = kwargs["known"]
        return SEPARATOR.join(sorted(known.name(self.target, uid) for uid in value or ()))

    def texts(self, value: str) -> list[str]:
        return [text for part in value.split(SEPARATOR) if (text := part.strip())]

    def uids(self, value: Any) -> list[str]:
        return list(value or ())


KINDS: tuple[tuple[type[models.Field], type[Cell]], ...] = (
    (models.ManyToManyField, Links),
    (models.ForeignKey, Link),
    (UncertainDateField, UncertainDay),
    (models.BooleanField, YesNo),
    (models.DateTimeField, Moment),
    (models.DateField, Day),
    (models.TimeField, TimeOfDay),
    (models.IntegerField, Number),
    (models.DecimalField, Number),
)


def cell_of(field: models.Field) -> Cell:
    """Return how the cells of a field are read and written."""
    if field.choices:
        return Choice(field)
    return next((cell for kind, cell in KINDS if isinstance(field, kind)), Cell)(field)


def _unknown(text: str, codes: Sequence[str]) -> str:
    if not codes or len(codes) > FEW:
        return _("“%(text)s” is not among the codes that the template lists.") % {"text": text}
    return _("“%(text)s” is unknown. Write one of: %(codes)s.") % {
        "text": text,
        "codes": ", ".join(codes),
    }
