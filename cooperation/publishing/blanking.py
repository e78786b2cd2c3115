"""Blanks values in the contents of one record; what else of them tells the value goes with it."""

import hashlib
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.models.base import part_models
from cooperation.models.content import Content
from cooperation.models.derived import DerivedMixin
from cooperation.models.uncertain import UncertainDateField
from cooperation.publishing.addresses import LENGTH
from cooperation.publishing.errors import InvalidRecord
from cooperation.vocabulary.source import Stance

PLACEHOLDER = "[redacted]"
# A shorter text is taken out where it stands alone, not out of others that happen to hold it.
SHORTEST_PASSAGE = 4
# What the register knows its rows by, and moments that say nothing of anybody.
NEEDED = {"slug", "field", "go_live_at", "expire_at", "review_due"}
NEEDED |= {"first_published_at", "published_at"}
BLANKABLE = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.TimeField,
    models.DecimalField,
    models.PositiveIntegerField,
    models.FileField,
)


class Value(NamedTuple):
    """A value in a field of a kind of part, or of the record itself (`kind` and `part` empty)."""

    kind: str
    part: str
    field: str
    value: Any

    @property
    def key(self) -> str:
        return hashlib.sha256("\n".join(map(str, self)).encode()).hexdigest()[:24]


def blankable_values(model: type[models.Model], content: Content) -> Iterator[tuple[Value, Any]]:
    """Give each value of a content that could be blanked, with its field.

    The field is None where the register has none of that name any more.
    """
    for kind, entry in content_entries(content):
        known = {field.name: field for field in blankable_fields(kind_of_part(model, kind))}
        for name, value in entry["fields"].items():
            is_gone = field_of(model, kind, name) is None and _is_telling(value)
            if (name in known or is_gone) and value not in (None, "", PLACEHOLDER):
                yield Value(kind, entry.get("id", ""), name, value), known.get(name)


def content_entries(content: Content) -> Iterator[tuple[str, Content]]:
    """Give the record itself and each of its parts, with the name of the kind."""
    yield "", content
    for kind, parts in content["parts"].items():
        for part in parts:
            yield kind, part


def kind_of_part(model: type[models.Model], name: str) -> type[models.Model] | None:
    """Return the model of a kind of part, the record's own for ""; None if there is none now."""
    kinds = {part._meta.model_name: part for part, _owner in part_models(model)}  # type: ignore[arg-type]
    return kinds.get(name) if name else model


def field_of(model: type[models.Model], kind: str, name: str) -> Any:
    """Return the field; None if the register has none of this name any more."""
    found = kind_of_part(model, kind)
    try:
        return found._meta.get_field(name) if found is not None else None
    except FieldDoesNotExist:
        return None


def blankable_fields(model: type[models.Model] | None) -> list[Any]:
    """Return the fields whose values somebody may have a right to have taken out."""
    return [
        field
        for field in (model._meta.fields if model is not None else ())
        if isinstance(field, BLANKABLE)
        and not isinstance(field, DerivedMixin | models.SlugField)
        and not (field.choices or field.name in NEEDED or field.name == "position")
        and field.editable
        and not (field.unique and not field.null)
    ]


class Blanking:
    """What is taken out of one record's contents, and out of the words about them."""

    def __init__(self, model: type[models.Model], chosen: Collection[Value]) -> None:
        self.model, self.chosen = model, set(chosen)

    @cached_property
    def texts(self) -> list[str]:
        found = {
            one.value
            for one in self.chosen
            if is_text_field(field_of(self.model, one.kind, one.field))
        }
        return sorted(found, key=len, reverse=True)

    @cached_property
    def files(self) -> set[str]:
        """The names of the files that go, each with the part that shows it."""
        return {
            one.value
            for one in self.chosen
            if isinstance(field_of(self.model, one.kind, one.field), models.FileField)
        }

    def content(self, content: Content, *, slug: str) -> Content:
        """Return the content without the values; `slug` replaces an address that tells them."""
        gone = {
            part["id"]
            for _kind, part in content_entries(content)
            if part["fields"].get("file") in self.files and "id" in part
        }
        parts = self._parts(content, gone)
        blanked = {**self._entry("", content), "parts": parts}
        if self.tells(blanked["fields"].get("slug") or ""):
            blanked["fields"]["slug"] = slug
        return blanked

    def _parts(self, content: Content, gone: set[str]) -> dict[str, list[Content]]:
        """Return the parts without those that go, and without citations of these."""
        kept = {
            kind: [
                self._entry(kind, part)
                for part in parts
                if gone.isdisjoint((part["id"], part["fields"].get("part")))
            ]
            for kind, parts in content["parts"].items()
        }
        return {kind: entries for kind, entries in kept.items() if entries}

    def text(self, text: str) -> str:
        """Return a text in which each of the values stands as "[redacted]"."""
        for passage in self.texts:
            if text == passage or len(passage) >= SHORTEST_PASSAGE:
                text = text.replace(passage, PLACEHOLDER)
        return text

    def everywhere(self, value: Any) -> Any:
        """Return plain values of any depth in which no text stands any more."""
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.everywhere(inner) for inner in value]
            case dict():
                return {key: self.everywhere(inner) for key, inner in value.items()}
            case _:
                return value

    def tells(self, slug: str) -> bool:
        """Tell whether an address was made from one of the texts."""
        stems = (slugify(text)[:LENGTH].strip("-") for text in self.texts)
        return any(len(stem) >= SHORTEST_PASSAGE and stem in slug for stem in stems)

    def _entry(self, kind: str, entry: Content) -> Content:
        part = entry.get("id", "")
        fields = {
            name: self.everywhere(value)
            if isinstance(value, list | dict)
            else self._value(entry, Value(kind, part, name, value))
            for name, value in entry["fields"].items()
        }
        return {**entry, "fields": fields}

    def _value(self, entry: Content, one: Value) -> Any:
        field = field_of(self.model, one.kind, one.field)
        if one in self.chosen or (is_text_field(field) and one.value in self.texts):
            return self._blank(field, entry, one)
        if not (is_text_field(field) and isinstance(one.value, str)):
            return one.value
        text = self.text(one.value)
        return text if field is None or not field.max_length else text[: field.max_length]

    def _blank(self, field: Any, entry: Content, one: Value) -> Any:
        if field is None:
            return ""
        if field.name == "stated_value" and entry["fields"].get("stance") == Stance.DIFFERS:
            return PLACEHOLDER
        if field.null:
            return None
        if field.blank:
            return ""
        if not is_text_field(field):
            raise InvalidRecord(
                _("“%(field)s” cannot be empty. Delete the part, or change the value first.")
                % {"field": field.verbose_name}
            )
        return PLACEHOLDER


def _is_telling(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def is_text_field(field: Any) -> bool:
    """Tell whether a field holds words; those of a field that is gone may be any."""
    if field is None:
        return True
    coded = field.choices or isinstance(field, UncertainDateField | models.SlugField)
    return isinstance(field, models.CharField | models.TextField) and not coded
