"""Filters by dates of records, each as exact as its source states it: by year, by day."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cooperation.kinds.filter import Filter, Known, Rows
from cooperation.kinds.filter_values import DayField, RepeatedField
from cooperation.models.uncertain import overlaps_days
from cooperation.rules import numerals


class Years(Filter):
    """Years that an uncertain date overlaps."""

    field_class = RepeatedField
    is_repeated = is_counted = is_of_years = True
    meaning = "A year that the date overlaps."
    schema: ClassVar = {"type": "string", "pattern": "^[0-9]{4}$"}
    tried = ("2026",)

    def __init__(self, path: str = "", **kwargs: Any) -> None:
        super().__init__(path, resolve=self.resolve, **kwargs)

    def usual_label(self) -> Any:
        return gettext_lazy("Year")

    def resolve(self, values: list[str]) -> list[int]:
        for value in values:
            if not re.fullmatch(r"[0-9]{4}", value) or value == "0000":
                raise ValidationError(
                    _("“%(value)s” is no year of four digits.") % {"value": value[:40]}
                )
        return [int(value) for value in values]

    def condition(self, model: type[models.Model], value: list[int]) -> Q:
        condition = Q()
        for year in value:
            condition |= overlaps_days(self.path, dt.date(year, 1, 1), dt.date(year, 12, 31))
        return condition

    def key_of(self, value: Any) -> str:
        return f"{value:04}"

    def offered(self, used: Collection[str], rows: Rows) -> tuple[Known, ...]:
        return tuple(Known(value, _year(value), value) for value in sorted(used, reverse=True))

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        return {value: _year(value) for value in values}


class _OfDay(Filter):
    field_class = DayField
    schema: ClassVar = {"type": "string", "format": "date"}
    input_type = "date"
    tried = ("2026-01-22",)


class Since(_OfDay):
    """Records whose uncertain date reaches a day or lies after it."""

    meaning = "Overlaps this day or lies after it; without a date nothing matches."

    def usual_label(self) -> Any:
        return gettext_lazy("From (a day)")

    def condition(self, model: type[models.Model], value: dt.date) -> Q:
        return overlaps_days(self.path, value, None)


class Until(_OfDay):
    meaning = "Overlaps this day or lies before it; without a date nothing matches."

    def usual_label(self) -> Any:
        return gettext_lazy("Until (a day)")

    def condition(self, model: type[models.Model], value: dt.date) -> Q:
        return overlaps_days(self.path, None, value)


class Day(_OfDay):
    meaning = "A day, as 2026-01-31: what sources state or show someone to have held then."

    def usual_label(self) -> Any:
        return gettext_lazy("On the day")


def _year(value: str) -> str:
    return numerals.to_khmer_digits(value) if get_language() == "km" else value
