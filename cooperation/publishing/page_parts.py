"""The parts of records that their pages show, and the names of what is linked with them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import models

from cooperation.kinds.base import PartKind
from cooperation.models.base import Part, Record
from cooperation.models.owned import owned_parts
from cooperation.publishing.linked_names import Key, Named, names_of
from cooperation.publishing.page_rows import Many, part_rows, read_many
from cooperation.publishing.readiness import outlasts
from cooperation.publishing.search_columns import Columns, Link, Searched
from cooperation.vocabulary.workflow import State


class Shown(NamedTuple):
    """`parts` by the ids of their records, in order; `names` of what they and records link to.

    `many` is what records and parts lead to many of.
    """

    parts: Mapping[int, list[Part]]
    names: Mapping[Key, Named]
    many: Many


def shown_of(searched: Searched, records: Collection[Record], *, at: dt.datetime) -> Shown:
    """Return what pages show beside the columns of these records.

    A page leaves out a part that names what cannot be seen whenever its record can.
    """
    owners = {record.pk: record for record in records}
    many = read_many(searched.kind.model, list(owners))
    parts = _parts_of(searched, list(owners), many)
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for record in records:
        _note_keys(keys, record, searched.own, many)
        for part in parts[record.pk]:
            _note_keys(keys, part, searched.parts.get(type(part)), many)
            for model, pk in _named(part, searched.naming[type(part)]):
                keys[model].add(pk)
    names = names_of(keys)
    seen = {
        pk: [part for part in found if _is_shown(part, owners[pk], searched, names, at)]
        for pk, found in parts.items()
    }
    return Shown(seen, names, many)


def is_seen(named: Named, namer: Record, at: dt.datetime) -> bool:
    """Tell whether what is named is public whenever the public record that names it is."""
    return named.state == State.PUBLISHED and outlasts(named, namer, at)


def keys_of(row: models.Model, columns: Columns, many: Many) -> Iterator[Key]:
    """Give what a row links to: by its keys, then by the fields that lead to several."""
    yield from _named(row, columns.links)
    for link in columns.many:
        for pk in many.get((type(row), link.name, row.pk), ()):
            yield link.model, pk


def _parts_of(searched: Searched, pks: Collection[int], many: Many) -> dict[int, list[Part]]:
    """Return the parts of records, and note what these lead to many of."""
    found: dict[int, list[Part]] = {pk: [] for pk in pks}
    for model, owner in owned_parts(searched.kind.model, pks):
        if model not in searched.naming:
            continue
        many |= read_many(model, pks, owner)
        for row in part_rows(model, owner, pks):
            found[getattr(row, f"{owner}_id")].append(row)
    for kind in searched.followed:
        for pk, row in _followed(kind, searched, found):
            found[pk].append(row)
    return found


def _followed(
    kind: PartKind, searched: Searched, parts: Mapping[int, list[Part]]
) -> Iterator[tuple[int, Part]]:
    """Give the parts of linked records, with the id of the record that is linked with them."""
    name, key = kind.follows
    leading = next(part.model for part in searched.kind.parts if part.name == name)
    through: dict[int, set[int]] = defaultdict(set)
    for pk, found in parts.items():
        for part in found:
            if type(part) is leading and (target := getattr(part, f"{key}_id")) is not None:
                through[target].add(pk)
    if not through:
        return
    owner = kind.model.owner_fields[0]
    for row in part_rows(kind.model, owner, through, kind.role):
        for pk in through[getattr(row, f"{owner}_id")]:
            yield pk, row


def _note_keys(
    keys: dict[type[models.Model], set[int]],
    row: models.Model,
    columns: Columns | None,
    many: Many,
) -> None:
    for model, pk in keys_of(row, columns, many) if columns else ():
        keys[model].add(pk)


def _is_shown(
    part: Part, record: Record, searched: Searched, names: Mapping[Key, Named], at: dt.datetime
) -> bool:
    named = _named(part, searched.naming[type(part)])
    return all(is_seen(names[key], record, at) for key in named)


def _named(row: models.Model, links: Iterable[Link]) -> Iterator[Key]:
    for link in links:
        if (pk := getattr(row, link.name)) is not None:
            yield link.model, pk
