"""What the public sees of each kind of row: which columns are read, and as what they are shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from django.db import models
from django.utils.translation import get_language

from cooperation.rules import date_words
from cooperation.rules.labels import Label
from cooperation.rules.languages import LANGUAGES


class Loader(Protocol):
    """What loads the records that rows refer to, once all rows are read."""

    def reference(self, model: Any, pk: int | None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields of a model the public sees, by how they are shown.

    `texts` in the asked language; `plain` as they are; `dates` as uncertain dates; `choices` and
    `terms` as codes; `places` as codes; `links` as references; `names` renames a field.
    """

    model: type[models.Model]
    texts: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> list[str]:
        """Return the columns that `read` needs, for `QuerySet.values()`."""
        found = ["pk", *self.plain, *self.choices]
        for name in self.texts:
            found += [f"{name}_en", f"{name}_km"]
        for name in self.dates:
            found += [name, f"{name}_earliest", f"{name}_latest"]
            if self._has_words(name):
                found.append(f"{name}_as_stated")
        for name in self.terms:
            found += [f"{name}_id", f"{name}__code", f"{name}__label_en", f"{name}__label_km"]
        for name in self.places:
            found += [f"{name}_id", f"{name}__code", f"{name}__name_en", f"{name}__name_km"]
        return [*found, *(f"{name}_id" for name in self.links)]

    def read(self, row: Mapping[str, Any], loader: Loader) -> dict[str, Any]:
        """Return what is shown of a row; links are resolved when the loader is done."""
        shown: dict[str, Any] = {}
        for name in self.texts:
            shown[self._name(name)] = read_text(row, name)
        for name in self.plain:
            shown[self._name(name)] = plain_value(row[name])
        for name in self.dates:
            words = row[f"{name}_as_stated"] if self._has_words(name) else ""
            shown[self._name(name)] = read_date(row, name, words)
        for name in self.choices:
            shown[self._name(name)] = self._choice(name, row[name])
        for name in self.terms:
            shown[self._name(name)] = read_code(row, name, "label")
        for name in self.places:
            shown[self._name(name)] = read_code(row, name, "name")
        for name in self.links:
            target = self.model._meta.get_field(name).related_model
            shown[self._name(name)] = loader.reference(target, row[f"{name}_id"])
        return shown

    def translations(self, row: Mapping[str, Any]) -> dict[str, dict[str, str | None]]:
        return {
            language: {self._name(name): row[f"{name}_{language}"] or None for name in self.texts}
            for language in LANGUAGES
        }

    def _name(self, name: str) -> str:
        return self.names.get(name, name)

    def _has_words(self, name: str) -> bool:
        return _has_words(self.model, name)

    def _choice(self, name: str, value: str) -> dict[str, str] | None:
        if not value:
            return None
        return {"code": value, "name": str(_choices(self.model, name).get(value, value))}


@cache
def _has_words(model: type[models.Model], name: str) -> bool:
    return bool(getattr(model._meta.get_field(name), "as_stated", False))


@cache
def _choices(model: type[models.Model], name: str) -> Mapping[Any, Any]:
    """Return the labels of a column's codes, in whatever language they are then read."""
    field: Any = model._meta.get_field(name)
    return dict(field.flatchoices)


def read_text(row: Mapping[str, Any], name: str) -> str | None:
    """Return a text in the active language, else in the other; None if it is in neither."""
    texts = (row[f"{name}_en"], row[f"{name}_km"])
    first, second = reversed(texts) if get_language() == "km" else texts
    return first or second or None


def read_code(row: Mapping[str, Any], name: str, label: str) -> dict[str, str | None] | None:
    """Return the code and label of a term, whose `label` is its "label", or of a place ("name")."""
    if row[f"{name}__code"] is None:
        return None
    owner = f"{'t' if label == 'label' else 'p'}{row[f'{name}_id']}"
    return {"code": row[f"{name}__code"], "name": owned_label(row, f"{name}__{label}", owner)}


def owned_label(row: Mapping[str, Any], name: str, owner: str) -> Label | None:
    """Return the text of a term ("t12") or place ("p3"), which knows whose it is."""
    label = read_text(row, name)
    return Label(label, owner) if label else None


def code_and_label(choice: models.TextChoices) -> dict[str, str]:
    return {"code": choice.value, "name": str(choice.label)}


def read_date(row: Mapping[str, Any], name: str, as_stated: str = "") -> dict[str, Any] | None:
    """Return an uncertain date as shown, None where the source says nothing of it."""
    edtf = row[name]
    if not edtf and not as_stated:
        return None
    return {
        "edtf": edtf or None,
        "earliest": plain_value(row[f"{name}_earliest"]),
        "latest": plain_value(row[f"{name}_latest"]),
        "text": date_words.date_in_words(
            edtf, as_stated=as_stated, language=get_language() or "en"
        ),
        "as_stated": as_stated or None,
    }


def plain_value(value: Any) -> Any:
    match value:
        case "":
            return None
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date() | dt.time():
            return value.isoformat()
        case Decimal():
            return float(value) if value % 1 else int(value)
        case _:
            return value
