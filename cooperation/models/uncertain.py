"""Uncertain dates: EDTF (ISO 8601-2) text with the bounds that queries use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.derived import DerivedDateField
from cooperation.models.texts import LineField
from cooperation.rules import dates

HELP = _(
    "As exact as the source: 2026-01-22, 2026-03, 2024/2028, 2025~ (about), 2024? (uncertain), "
    "2019/.. (open), 2021-09/ (end not stated), XXXX-11-20 (year not stated). "
    "Empty if the source states no date."
)


class UncertainDateField(models.CharField):
    """An EDTF text `<name>` with its columns `<name>_earliest` and `<name>_latest`.

    Both are dates; NULL means unbounded on that side, and both are NULL where the text is empty.
    With `as_stated=True` a third column `<name>_as_stated` keeps the words of the source.
    """

    def __init__(self, *args: Any, as_stated: bool = False, **kwargs: Any) -> None:
        self.as_stated = as_stated
        kwargs = {"max_length": 60, "blank": True, "default": "", "help_text": HELP} | kwargs
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, private_only=False):  # type: ignore[no-untyped-def]
        super().contribute_to_class(cls, name, private_only)
        if cls._meta.abstract or "__fake__" in cls.__module__:
            return
        for side, compute in (("earliest", dates.earliest_day), ("latest", dates.latest_day)):
            DerivedDateField(source=name, compute=compute).contribute_to_class(
                cls, f"{name}_{side}"
            )
        if self.as_stated:
            LineField(
                _("the source's words"),
                max_length=120,
                blank=True,
                default="",
                help_text=_('Only where they say more than the date: "on Tuesday".'),
            ).contribute_to_class(cls, f"{name}_as_stated")

    def to_python(self, value: Any) -> Any:
        if not value or hasattr(value, "resolve_expression"):
            return value or ""
        try:
            return dates.canonical_date(super().to_python(value))
        except dates.InvalidDate as error:
            raise ValidationError(str(error)) from error


def bounds_in_order(model: str, name: str) -> models.CheckConstraint:
    """Return the constraint that an uncertain date does not end before it begins."""
    return models.CheckConstraint(
        name=f"{model}_{name}_ends_after_it_begins",
        condition=Q(**{f"{name}_earliest__lte": F(f"{name}_latest")})
        | Q(**{f"{name}_earliest__isnull": True})
        | Q(**{f"{name}_latest__isnull": True}),
        violation_error_message=_("The date ends before it begins."),
    )


def overlaps_days(name: str, start: Any, end: Any) -> Q:
    """Return the condition that date `name` overlaps the days from `start` to `end`.

    Either side may be None: unbounded. An empty date overlaps nothing; both days count.
    """
    condition = ~Q(**{name: ""})
    if end is not None:
        earliest = f"{name}_earliest"
        condition &= Q(**{f"{earliest}__isnull": True}) | Q(**{f"{earliest}__lte": end})
    if start is not None:
        latest = f"{name}_latest"
        condition &= Q(**{f"{latest}__isnull": True}) | Q(**{f"{latest}__gte": start})
    return condition
