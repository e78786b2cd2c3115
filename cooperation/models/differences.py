"""What is different between two contents of a record: by field and by part, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, part_models
from cooperation.models.citation import Citation
from cooperation.models.columns import UNRECORDED
from cooperation.models.content import Content
from cooperation.models.derived import DerivedMixin
from cooperation.models.uncertain import UncertainDateField
from cooperation.models.wording import AS_STATED, Wording, field_label
from cooperation.rules import order, text_changes
from cooperation.rules.text_changes import Run

NOTHING = Content(fields={}, parts={})
CITATION = Citation._meta.model_name
# What the register itself keeps, besides what an editor gives.
OF_THE_REGISTER = {"uid", "first_published_at", "published_at"}
OF_A_PART = {"position"}
EMPTY = Content(fields={})


class Kind(TextChoices):
    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Moved")


@dataclass(frozen=True, slots=True)
class Value:
    """One value that differs: its label, and its runs as they were and as they are."""

    label: str
    before: Sequence[Run]
    after: Sequence[Run]
    language: str = ""

    @property
    def is_told(self) -> bool:
        """Tell whether the words differ too."""
        return text_changes.text_of_runs(self.before) != text_changes.text_of_runs(self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the record, or one of its parts, that differs, with the sources beside it.

    `part` is the name of the part, `label` its kind; of a field `part` is empty. `values` are
    empty where only the sources differ.
    """

    kind: Kind
    label: str
    part: str = ""
    values: Sequence[Value] = ()
    citations: Sequence[Value] = ()


def list_differences(
    before: Content | None, after: Content | None, wording: Wording
) -> list[Difference]:
    """Return what differs between two contents of a record, in the order of its fields and parts.

    Parts are matched by their id; one is moved where its place among the others changed. None is
    no content at all: then everything in the other differs. `wording` is that of both.
    """
    return list(_Comparison(before or NOTHING, after or NOTHING, wording).differences())


class _Comparison:
    def __init__(self, before: Content, after: Content, wording: Wording) -> None:
        self.model, self.before, self.after = wording.model, before, after
        self.wording = wording
        self.citations = self._citations()

    def differences(self) -> Iterator[Difference]:
        yield from self._fields()
        for part, _owner in part_models(self.model):  # type: ignore[arg-type]
            if part is not Citation:
                yield from self._parts(part)
        for place in list(self.citations):
            yield self._cited_alone(place)

    def _fields(self) -> Iterator[Difference]:
        found: dict[str, list[Value]] = {}
        for field in _columns(self.model, OF_THE_REGISTER):
            value = self._value(field, self.before, self.after)
            if value is not None:
                found.setdefault(text_stem(field.name), []).append(value)
        for name, values in found.items():
            kind = _kind(values[0]) if len(values) == 1 else Kind.CHANGED
            citations = self.citations.pop(name, ())
            yield Difference(
                kind, field_label(self.model, name), values=values, citations=citations
            )

    def _parts(self, model: type[Part]) -> Iterator[Difference]:
        name = str(model._meta.model_name)
        before, after = _by_id(self.before, name), _by_id(self.after, name)
        moved = order.moved_items(list(before), list(after))
        columns = _columns(model, OF_A_PART | set(model.owner_fields))
        for id in dict.fromkeys([*after, *before]):
            old, new = before.get(id), after.get(id)
            values = self._values(columns, old or EMPTY, new or EMPTY)
            kind = _kind_of_part(old, new, is_changed=bool(values), is_moved=id in moved)
            citations = self.citations.pop(id, ())
            if id in moved:
                values.append(_place(list(before).index(id), list(after).index(id)))
            if kind in (Kind.ADDED, Kind.REMOVED) or values or citations:
                title = self.wording.part(model, new or old or EMPTY)
                label = capfirst(model._meta.verbose_name)
                yield Difference(kind, label, title, values, citations)

    def _values(self, columns: list[Any], before: Content, after: Content) -> list[Value]:
        values = (self._value(field, before, after) for field in columns)
        return [value for value in values if value is not None]

    def _value(self, field: Any, before: Content, after: Content) -> Value | None:
        """Return the value that differs; one that a content does not know yet counts as empty."""
        given = "links" if field.many_to_many else "fields"
        old, new = (_given(entry.get(given, {}).get(field.name)) for entry in (before, after))
        if old == new or (field.name == "state" and not (old and new)):
            return None
        language = field.name[-2:] if field.name[-3:] in ("_en", "_km") else ""
        label = field_label(field.model, field.name)
        return _compared(label, self._runs(field, old, new), language)

    def _runs(self, field: Any, before: Any, after: Any) -> Sequence[Run]:
        if field.many_to_many:
            links = self.wording.links
            return text_changes.compare_lists(links(field, before or ()), links(field, after or ()))
        compare = text_changes.compare_texts if _is_text(field) else text_changes.compare_whole
        return compare(self.wording.value(field, before), self.wording.value(field, after))

    def _citations(self) -> dict[str, list[Value]]:
        """Return the citations that differ by what they support: a part, a field, or all."""
        before, after = (
            {
                (entry["id"], _supported(entry)): self.wording.citation(entry)
                for entry in content["parts"].get(CITATION, [])
            }
            for content in (self.before, self.after)
        )
        found: dict[str, list[Value]] = {}
        for key in dict.fromkeys([*before, *after]):
            old, new = before.get(key, ""), after.get(key, "")
            if old != new:
                runs = text_changes.compare_texts(old, new)
                found.setdefault(key[1], []).append(_compared(gettext("Source"), runs))
        return found

    def _cited_alone(self, place: str) -> Difference:
        """Return the difference of which only the sources are one."""
        citations = self.citations.pop(place)
        if not place:
            return Difference(Kind.CHANGED, gettext("The whole record"), citations=citations)
        if place in self.wording.parts:
            kind, part = self.wording.part_of_id(place)
            return Difference(Kind.CHANGED, capfirst(kind), part, citations=citations)
        return Difference(Kind.CHANGED, field_label(self.model, place), citations=citations)


def text_stem(name: str) -> str:
    """Return the name of a text without its language, of a date without its source's words."""
    return name.removesuffix("_en").removesuffix("_km").removesuffix(AS_STATED)


def _columns(model: type[models.Model], left_out: set[str]) -> list[Any]:
    return [
        field
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.name not in left_out | UNRECORDED and not isinstance(field, DerivedMixin)
    ]


def _by_id(content: Content, name: str) -> dict[str, Content]:
    return {entry["id"]: entry for entry in content["parts"].get(name, [])}


def _given(value: Any) -> Any:
    return None if value is False or value in ("", []) else value


def _is_text(field: Any) -> bool:
    is_coded = field.choices or isinstance(field, UncertainDateField | models.URLField)
    return isinstance(field, models.CharField | models.TextField) and not is_coded


def _supported(citation: Content) -> str:
    return citation["fields"].get("part") or text_stem(citation["fields"].get("field") or "")


def _compared(label: str, runs: Sequence[Run], language: str = "") -> Value:
    before, after = text_changes.split_sides(runs)
    return Value(label, before, after, language)


def _place(before: int, after: int) -> Value:
    runs = text_changes.compare_whole(str(before + 1), str(after + 1))
    return _compared(gettext("Place in the order"), runs)


def _kind(value: Value) -> Kind:
    if not value.before:
        return Kind.ADDED
    return Kind.CHANGED if value.after else Kind.REMOVED


def _kind_of_part(
    old: Content | None, new: Content | None, *, is_changed: bool, is_moved: bool
) -> Kind:
    if old is None:
        return Kind.ADDED
    if new is None:
        return Kind.REMOVED
    return Kind.MOVED if is_moved and not is_changed else Kind.CHANGED
