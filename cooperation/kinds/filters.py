"""The kinds of filter that lists offer: terms, places, records, closed lists, numbers, flags."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.kinds.filter import Filter, Known, Rows
from cooperation.kinds.filter_values import FlagField, NumberField, RepeatedField
from cooperation.models import Organisation, Place, Term
from cooperation.models.base import Record
from cooperation.models.localized import localized
from cooperation.vocabulary.term import SchemeCode


class _Listed(Filter):
    field_class = RepeatedField
    is_repeated = True

    def __init__(self, path: str = "", **kwargs: Any) -> None:
        super().__init__(path, resolve=self.resolve, **kwargs)

    @property
    def is_counted(self) -> bool:  # type: ignore[override]
        return bool(self.counted) and self.target is not None

    def resolve(self, values: list[str]) -> list[Any]:
        raise NotImplementedError


class Terms(_Listed):
    """Terms of one scheme by code, with the terms below them."""

    target = Term

    def __init__(self, scheme: SchemeCode, path: str = "", **kwargs: Any) -> None:
        self.scheme = self.group = scheme
        self.meaning = f"Code of a term of the scheme `{scheme}`; those below it are included."
        super().__init__(path, **kwargs)

    def usual_label(self) -> Any:
        return self.scheme.label

    def resolve(self, values: list[str]) -> list[int]:
        found = ids_of_keys(Term.objects.filter(scheme__code=self.scheme), "code", values)
        return ids_below(Term, found)

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        rows = Term.objects.filter(scheme__code=self.scheme, code__in=values)
        return dict(rows.values_list("code", localized("label")))


class Places(_Listed):
    """Places by code, with the places that lie in them."""

    target = Place
    meaning = "Code of a place; those that lie in it are included."

    def usual_label(self) -> Any:
        return gettext_lazy("Place")

    def resolve(self, values: list[str]) -> list[int]:
        return ids_below(Place, ids_of_keys(Place.objects.all(), "code", values))

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        rows = Place.objects.filter(code__in=values)
        return dict(rows.values_list("code", localized("name")))


class Records(_Listed):
    """Public records by slug (statements by uid), with the organisations below them."""

    def __init__(self, model: type[Record], path: str = "", **kwargs: Any) -> None:
        # `model` is what a FilterSet calls the model of its list, on every filter.
        self.named = model
        self.target = model if model is Organisation else None
        self.meaning = f"Slug of a public {model._meta.verbose_name}."
        super().__init__(path, **kwargs)

    @property
    def has_sets(self) -> bool:
        return bool(self.counted)

    def usual_label(self) -> Any:
        return Capitalised(self.named._meta.verbose_name)

    def resolve(self, values: list[str]) -> list[int]:
        found = ids_of_keys(self.named.objects.published(), "slug", values)
        return ids_below(self.named, found) if self.named is Organisation else found

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        rows = self.named.objects.published().filter(slug__in=values)
        return dict(rows.values_list("slug", localized(self.named.name_field)))


class Choices(_Listed):
    """Codes of a closed list."""

    def __init__(self, choices: type[models.TextChoices], path: str = "", **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(path, **kwargs)

    @property
    def is_counted(self) -> bool:  # type: ignore[override]
        return bool(self.counted)

    def resolve(self, values: list[str]) -> list[str]:
        return _all_known(values, dict.fromkeys(self.choices.values, None), self.choices.values)

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "enum": [*self.choices.values]}

    def offered(self, used: Collection[str], rows: Rows) -> tuple[Known, ...]:
        choices = [(str(code), str(label)) for code, label in self.choices.choices]
        return tuple(Known(code, label, code) for code, label in choices if code in used)

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        return {str(code): str(label) for code, label in self.choices.choices}

    def examples(self) -> tuple[str, ...]:
        return (self.choices.values[0],)


class Number(Filter):
    field_class = NumberField
    schema: ClassVar = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    tried = ("1",)


class Flag(Filter):
    field_class = FlagField
    schema: ClassVar = {"type": "string", "enum": ["true", "false"]}
    tried = ("true", "false")

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        return {"true": _("yes"), "false": _("no")}


class Capitalised:
    """A lazily translated text that begins with a capital letter."""

    def __init__(self, text: Any) -> None:
        self.text = text

    def __str__(self) -> str:
        return capfirst(str(self.text))


def ids_of_keys(queryset: models.QuerySet, key: str, values: list[str]) -> list[int]:
    """Return the ids of the rows with these keys; raises ValidationError if one is unknown."""
    found = dict(queryset.filter(**{f"{key}__in": values}).values_list(key, "pk"))
    return _all_known(values, found, None)


def ids_below(model: type[models.Model], pks: list[int]) -> list[int]:
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
