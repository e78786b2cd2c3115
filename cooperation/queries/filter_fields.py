"""The kinds of filter that lists offer: what they accept, and which records they let through.

A filter is declared with the `path` from the record to what it looks at.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cooperation.models import Organisation, Place, Term
from cooperation.models.base import Record
from cooperation.models.uncertain import overlaps
from cooperation.queries.filter_values import (
    DayField,
    FlagField,
    NumberField,
    RepeatedField,
)


class Filter(django_filters.Filter):
    """A filter whose condition on the record is made from its `path`.

    `is_listed` tells whether values can be offered as choices; they are counted by the path, or
    by what `counted` names, and by the paths in `also`.
    """

    is_repeated = False
    is_listed = False
    also: ClassVar[tuple[str, ...]] = ()

    def __init__(self, path: str = "", *, counted: str = "", **kwargs: Any) -> None:
        self.path = path
        self.counted = counted or path
        super().__init__(field_name=path or None, **kwargs)

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        if value in (None, "", []) or not self.path:
            return queryset
        return queryset.filter(self.condition(queryset.model, value))

    def condition(self, model: type[models.Model], value: Any) -> Q | Exists:
        return one_of(model, self.path, value)


class _Listed(Filter):
    field_class = RepeatedField
    is_repeated = is_listed = True

    def __init__(self, path: str = "", **kwargs: Any) -> None:
        super().__init__(path, resolve=self.resolve, **kwargs)

    def resolve(self, values: list[str]) -> list[Any]:
        raise NotImplementedError


class Terms(_Listed):
    """Terms of one scheme by code, with the terms below them."""

    def __init__(self, scheme: str, path: str = "", **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(path, **kwargs)

    def resolve(self, values: list[str]) -> list[int]:
        found = known(Term.objects.filter(scheme__code=self.scheme), "code", values)
        return below(Term, found)


class Places(_Listed):
    """Places by code, with the places that lie in them."""

    def resolve(self, values: list[str]) -> list[int]:
        return below(Place, known(Place.objects.all(), "code", values))


class Records(_Listed):
    """Public records by slug (statements by uid), with the organisations below them."""

    def __init__(self, model: type[Record], path: str = "", **kwargs: Any) -> None:
        # `model` is what a FilterSet calls the model of its list, on every filter.
        self.named = model
        super().__init__(path, **kwargs)

    def resolve(self, values: list[str]) -> list[int]:
        found = known(self.named.objects.published(), "slug", values)
        return below(self.named, found) if self.named is Organisation else found


class Choices(_Listed):
    """Codes of a closed list."""

    def __init__(self, choices: type[models.TextChoices], path: str = "", **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(path, **kwargs)

    def resolve(self, values: list[str]) -> list[str]:
        return _all_known(values, dict.fromkeys(self.choices.values, None), self.choices.values)

    def labels(self) -> dict[str, str]:
        """Return the label of each code that is taken."""
        return {str(code): str(label) for code, label in self.choices.choices}


class Years(Filter):
    """Years that an uncertain date overlaps."""

    field_class = RepeatedField
    is_repeated = True

    def __init__(self, path: str = "", **kwargs: Any) -> None:
        super().__init__(path, resolve=self.resolve, **kwargs)

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
            condition |= overlaps(self.path, dt.date(year, 1, 1), dt.date(year, 12, 31))
        return condition


class Since(Filter):
    """Records whose uncertain date reaches a day or lies after it."""

    field_class = DayField

    def condition(self, model: type[models.Model], value: dt.date) -> Q:
        return overlaps(self.path, value, None)


class Until(Filter):
    field_class = DayField

    def condition(self, model: type[models.Model], value: dt.date) -> Q:
        return overlaps(self.path, None, value)


class Day(Filter):
    field_class = DayField


class Number(Filter):
    field_class = NumberField


class Flag(Filter):
    field_class = FlagField


def one_of(model: type[models.Model], path: str, values: Iterable[Any]) -> Q | Exists:
    """Return the condition that `path` leads to one of the values: never more than one row each."""
    first = model._meta.get_field(path.split("__")[0])
    if first.many_to_many or first.one_to_many:
        rows = model._default_manager.filter(**{"pk": OuterRef("pk"), f"{path}__in": values})
        return Exists(rows)
    return Q(**{f"{path}__in": values})


def known(queryset: models.QuerySet, key: str, values: list[str]) -> list[int]:
    """Return the ids of the rows with these keys; raises ValidationError if one is unknown."""
    found = dict(queryset.filter(**{f"{key}__in": values}).values_list(key, "pk"))
    return _all_known(values, found, None)


def below(model: type[models.Model], pks: list[int]) -> list[int]:
    """Return the ids and those of all rows below them: one query for each level."""
    found, level = set(pks), set(pks)
    while level:
        children = model._default_manager.filter(parent__in=level).values_list("pk", flat=True)
        level = set(children) - found
        found |= level
    return sorted(found)


def _all_known(values: list[str], found: dict[str, Any], choices: list[str] | None) -> list[Any]:
    for value in values:
        if value not in found:
            message = _("“%(value)s” is not known here.") % {"value": value[:80]}
            if choices:
                message += " " + _("Choose from: %(choices)s.") % {"choices": ", ".join(choices)}
            raise ValidationError(message)
    return [value if choices else found[value] for value in values]
