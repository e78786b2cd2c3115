"""Reads the register's fixtures: Django's format with natural keys, and no numbers as ids."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from cooperation.models import Citation, Place, Scheme, Term
from cooperation.models.base import Part, Record
from cooperation.models.derived import DerivedMixin

NAMESPACE = uuid.UUID("6f0d1f6e-6a0c-5f53-9d5b-2b1d3a5f8c40")
UNKNOWN = uuid.UUID(int=0)
NATURAL_KEYS = {Scheme: ("code",), Term: ("scheme", "code"), Place: ("code",)}
SET_BY_THE_REGISTER = {
    "id",
    "uid",
    "state",
    "first_published_at",
    "published_at",
    "created_at",
    "updated_at",
}


class InvalidFixture(Exception):
    """A fixture that cannot be loaded: names the file, the object, the field and the remedy."""


@dataclass(slots=True)
class Entry:
    """One object of a fixture file, with the parts and citations that belong to it."""

    model: type[models.Model]
    fields: dict[str, Any]
    origin: str
    uid: uuid.UUID = UNKNOWN
    parts: list["Entry"] = field(default_factory=list)
    citations: list[Any] = field(default_factory=list)
    named: dict[str, list[tuple[type[models.Model], uuid.UUID]]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Changes when anything in the fixture's account of the record does."""
        told = [[row.model._meta.label, row.fields] for row in (self, *self.parts)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

    def refuse(self, message: str, name: str = "") -> InvalidFixture:
        return InvalidFixture(f"{self.origin}{f', field “{name}”' if name else ''}: {message}")

    def references(self) -> set[tuple[type[models.Model], uuid.UUID]]:
        """Return whatever the record and its parts name outside the record."""
        rows = (self, *self.parts)
        found = {target for row in rows for names in row.named.values() for target in names}
        return {target for target in found if not issubclass(target[0], Part)}


def read_fixtures(folders: Iterable[Path]) -> list[Entry]:
    """Return the roots and reference rows of all files, each after those that it names.

    An id follows from the natural key alone, so that every register has the same ones; that of
    a part follows from its record, what it names, and its place among those alike. Raises
    InvalidFixture.
    """
    entries = [entry for folder in folders for entry in _objects(folder)]
    index: dict[uuid.UUID, Entry] = {}
    for entry in entries:
        if issubclass(entry.model, Part):
            continue
        entry.uid = _uid(entry.model, _natural_key(entry))
        if entry.uid in index:
            raise entry.refuse(f"{index[entry.uid].origin} has the same key. Keep one of them.")
        index[entry.uid] = entry
    for entry in entries:
        if issubclass(entry.model, Part):
            _give_to_owner(entry, index)
    for root in index.values():
        _number_parts(root)
        for row in (root, *root.parts):
            _resolve(row, root, index)
    return _in_order(index)


def settable_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields that a fixture may set."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    unset = {*SET_BY_THE_REGISTER, *owners, *(("position",) if issubclass(model, Part) else ())}
    return [
        column
        for column in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if column.name not in unset and not isinstance(column, DerivedMixin)
    ]


def _objects(folder: Path) -> Iterator[Entry]:
    for path in sorted(folder.glob("*.json")):
        place = f"{folder.name}/{path.name}"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InvalidFixture(f"{place} is not JSON: {error}") from error
        for number, row in enumerate(found, 1):
            origin = f"{place}, object {number}"
            try:
                model = apps.get_model(row["model"])
                fields = dict(row["fields"])
            except (KeyError, TypeError, ValueError, LookupError) as error:
                raise InvalidFixture(f"{origin}: needs a known “model” and “fields”.") from error
            name = fields.get("slug") or fields.get("code") or ""
            entry = Entry(model, fields, f"{origin} ({row['model']} {name})".replace(" )", ")"))
            entry.citations = list(row.get("citations", ()))
            for key in set(row) - {"model", "fields", "citations"}:
                raise entry.refuse("is unknown. An object has model, fields and citations.", key)
            yield entry


def _natural_key(entry: Entry) -> tuple[str, ...]:
    names = NATURAL_KEYS.get(entry.model) or (("slug",) if issubclass(entry.model, Record) else ())
    if not names:
        raise entry.refuse("Fixtures hold records, their parts, schemes, terms and places only.")
    key: list[str] = []
    for name in names:
        value = entry.fields.get(name)
        if not value:
            raise entry.refuse("is missing. It tells the object from all others.", name)
        key += value if isinstance(value, list) else [value]
    return tuple(key)


def _uid(model: type[models.Model], key: Iterable[str]) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{model._meta.model_name}:{':'.join(key)}")


def _give_to_owner(part: Entry, index: dict[uuid.UUID, Entry]) -> None:
    owners = [name for name in part.model.owner_fields if name in part.fields]
    if len(owners) != 1:
        raise part.refuse(f"Name the one record it belongs to: {part.model.owner_fields}.")
    kind: Any = part.model._meta.get_field(owners[0]).related_model
    key = part.fields.pop(owners[0])
    owner = index.get(_uid(kind, key)) if isinstance(key, list) else None
    if owner is None:
        raise part.refuse(f"{key} is in no file. Correct the key or add the record.", owners[0])
    owner.parts.append(part)


def _number_parts(root: Entry) -> None:
    """Give the parts their ids and places, and turn citations into parts as well."""
    seen: dict[str, int] = {}
    for part in root.parts:
        part.uid = _part_uid(root, part, seen)
    cited = [(row, *cite) for row in (root, *root.parts) for cite in enumerate(row.citations, 1)]
    for owner, number, cite in cited:
        citation = _citation(owner, number, cite)
        if owner is not root:
            citation.fields["part"] = str(owner.uid)
        citation.uid = _part_uid(root, citation, seen)
        root.parts.append(citation)
    places: dict[type[models.Model], int] = {}
    for part in root.parts:
        places[part.model] = part.fields["position"] = places.get(part.model, 0) + 1


def _citation(owner: Entry, number: int, cite: Any) -> Entry:
    is_pair = isinstance(cite, list) and len(cite) == 2
    fields = {"source": cite[:1], "locator": cite[1]} if is_pair else dict(cite)
    citation = Entry(Citation, fields, f"{owner.origin}, citation {number}")
    name = fields.get("field", "")
    if name and not {name, f"{name}_en"} & {field.name for field in settable_fields(owner.model)}:
        raise citation.refuse(f"{owner.model._meta.label_lower} has no field “{name}”.", "field")
    return citation


def _part_uid(root: Entry, part: Entry, seen: dict[str, int]) -> uuid.UUID:
    # What a part names seldom changes and its text may, so a corrected text keeps the id; and two
    # parts never swap what they name, which the database would refuse for tags.
    names = [value for value in part.fields.values() if isinstance(value, list)]
    alike = json.dumps([part.model._meta.model_name, names, part.fields.get("part")])
    seen[alike] = seen.get(alike, 0) + 1
    return uuid.uuid5(root.uid, f"{alike}:{seen[alike]}")


def _resolve(row: Entry, root: Entry, index: dict[uuid.UUID, Entry]) -> None:
    allowed = {column.name for column in settable_fields(row.model)}
    if issubclass(row.model, Part):
        allowed.add("position")
    for name, value in row.fields.items():
        if name not in allowed:
            raise row.refuse("is unknown, or not for a fixture to set.", name)
        column: Any = row.model._meta.get_field(name)
        if not column.is_relation:
            continue
        keys = value if column.many_to_many else [value]
        row.named[name] = [_target(row, root, column, key, index) for key in keys]


def _target(
    row: Entry, root: Entry, column: Any, key: Any, index: dict[uuid.UUID, Entry]
) -> tuple[type[models.Model], uuid.UUID]:
    kind = column.related_model
    if not isinstance(key, list) or not all(isinstance(text, str) for text in key):
        raise row.refuse(f'{key!r} is not a natural key, such as ["slug"].', column.name)
    if issubclass(kind, Part):
        for part in root.parts:
            if part.model is kind and [part.fields.get("text_en")] == key:
                return kind, part.uid
    elif (uid := _uid(kind, key)) in index:
        return kind, uid
    raise row.refuse(f"{key} is in no file. Correct the key or add the object.", column.name)


def _in_order(index: dict[uuid.UUID, Entry]) -> list[Entry]:
    graph = {uid: {target for _, target in entry.references()} for uid, entry in index.items()}
    try:
        return [index[uid] for uid in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        ring = " → ".join(index[uid].origin for uid in error.args[1])
        raise InvalidFixture(f"These name each other; leave out one link: {ring}") from error
