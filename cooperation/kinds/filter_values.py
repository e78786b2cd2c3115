"""The values that readers ask for, as forms take them: lists, days, numbers and flags."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _

from cooperation.models.texts import LineInput

LONGEST = 200
MOST_VALUES = 50
MOST_SEQUENCE = 10**18 - 1
NO_NUL = ProhibitNullCharactersValidator()


class RepeatedField(forms.Field):
    """Values of a parameter that may be repeated; `resolve` turns them into what is compared."""

    widget = forms.SelectMultiple

    def __init__(self, *, resolve: Callable[[list[str]], list[Any]], **kwargs: Any) -> None:
        self.resolve = resolve
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        values = [item.strip() for item in value or () if item.strip()]
        if len(values) > MOST_VALUES or any(len(item) > LONGEST for item in values):
            raise ValidationError(
                _("At most %(values)d values of at most %(length)d characters each.")
                % {"values": MOST_VALUES, "length": LONGEST}
            )
        for item in values:
            NO_NUL(item)
        return self.resolve(values) if values else []


class DayField(LineInput):
    def clean(self, value: Any) -> dt.date | None:
        found = super().clean(value)
        if not found:
            return None
        try:
            return dt.datetime.strptime(found, "%Y-%m-%d").date()
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is no day. Write it as 2026-01-31.") % {"value": found[:40]}
            ) from None


class NumberField(LineInput):
    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        if found and not re.fullmatch(r"[0-9]{1,9}", found):
            raise ValidationError(
                _("“%(value)s” is no whole number of at most nine digits.") % {"value": found[:40]}
            )
        return int(found) if found else None


class SequenceField(LineInput):
    """The number of a change."""

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        if found and not re.fullmatch(r"[0-9]{1,18}", found):
            raise ValidationError(
                _("“%(value)s” is no number of a change. Give the last that you hold, or 0.")
                % {"value": found[:40]}
            )
        return int(found) if found else None


class FlagField(LineInput):
    def clean(self, value: Any) -> bool | None:
        found = super().clean(value)
        if found not in ("", "true", "false"):
            raise ValidationError(_("Write true or false."))
        return {"": None, "true": True, "false": False}[found]
