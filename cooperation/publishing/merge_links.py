"""Lets a content name one record where it named another, and takes such a change back again."""

import copy
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models

from cooperation.models.base import Part
from cooperation.models.content import Content, uids_named
from cooperation.publishing import content_rows
from cooperation.publishing.content_rows import CITATION, Place


class Replaced(NamedTuple):
    """`places` are those where the other record was named, `twice` those that name one record
    beside itself now."""

    content: Content
    places: list[Place]
    twice: list[Place]


class TakenBack(NamedTuple):
    """`kept` are the places that somebody has changed since; they stay as they are."""

    content: Content
    kept: list[Place]


def replace_record(
    model: type[models.Model],
    content: Content,
    target: type[models.Model],
    *,
    old: str,
    new: str,
) -> Replaced:
    """Return the content with one record in the place of another of its kind.

    A part that then says the same as one that stood there before is dropped, and its citations
    support that one.
    """
    result = copy.deepcopy(content)
    places: list[Place] = []
    twice: list[Place] = []
    touched: set[str] = set()
    for kind, entry in content_rows.rows_of_content(model, result):
        fields = content_rows.references_to(kind, target)
        hit = [field for field in fields if old in uids_named(entry, field)]
        both = [f for f in fields if not f.many_to_many and uids_named(entry, f) == [new]]
        for field in hit:
            _put(entry, field, old, new)
            places.append(Place(kind, field.name))
            touched.add(entry.get("id", ""))
        if hit and both:
            twice.append(Place(kind, hit[0].name))
    drop_twins(model, result, touched)
    return Replaced(result, list(dict.fromkeys(places)), list(dict.fromkeys(twice)))


def drop_twins(model: type[models.Model], content: Content, candidates: Iterable[str]) -> None:
    """Drop those of the parts that say the same as another one; their citations go to that one."""
    suspects = set(candidates)
    kinds = sorted(
        content_rows.part_rows(model, content), key=lambda kind: _name(kind[0]) == CITATION
    )
    for kind, entries in kinds:
        # Those that stood there before come first: a candidate gives way to them.
        seen: dict[str, str] = {}
        for entry in sorted(entries, key=lambda entry: (entry["id"] in suspects, _order(entry))):
            said = _said(entry)
            if entry["id"] in suspects and said in seen:
                entries.remove(entry)
                suspects |= repoint_part(model, content, entry["id"], seen[said])
            seen.setdefault(said, entry["id"])
        if not entries:
            content["parts"].pop(_name(kind), None)


def taken_back(
    model: type[models.Model], before: Content, after: Content, now: Content
) -> TakenBack:
    """Return `now` without what led from `before` to `after`, wherever that still stands.

    Every field, link and part is judged by itself: what differs from `after` by now is kept.
    """
    result, kept = copy.deepcopy(now), list[Place]()
    _take_back_row(model, before, after, result, kept)
    for kind in _kinds(model, before, after):
        name = _name(kind)
        was, became = _by_id(before, name), _by_id(after, name)
        stands = _by_id(result, name)
        for id in [*was, *(id for id in became if id not in was)]:
            if id in was and id in became:
                if id in stands:
                    _take_back_row(kind, was[id], became[id], stands[id], kept)
                elif was[id] != became[id]:
                    kept.append(Place(kind))
            elif id in was:
                stands.setdefault(id, copy.deepcopy(was[id]))
            elif stands.get(id) == became[id]:
                del stands[id]
            else:
                kept.append(Place(kind))
        put_parts(result, name, stands.values())
    return TakenBack(result, list(dict.fromkeys(kept)))


def put_parts(content: Content, name: str, entries: Iterable[Content]) -> None:
    """Let these be the parts of a kind, in the order of a snapshot."""
    content["parts"].pop(name, None)
    if found := sorted(entries, key=_order):
        content["parts"][name] = found


def _put(entry: Content, field: Any, old: str, new: str) -> None:
    if field.many_to_many:
        uids = {new if uid == old else uid for uid in entry["links"][field.name]}
        entry["links"][field.name] = sorted(uids)
    else:
        entry["fields"][field.name] = new


def repoint_part(
    model: type[models.Model], content: Content, old: str, new: str | None
) -> set[str]:
    """Let what refers to one part of the content refer to another; return the rows' ids."""
    changed = set()
    for _kind, entry in content_rows.rows_of_content(model, content):
        for name, value in entry["fields"].items():
            if value == old:
                entry["fields"][name] = new
                changed.add(entry.get("id", ""))
    return changed


def _take_back_row(
    kind: type[models.Model], before: Content, after: Content, now: Content, kept: list[Place]
) -> None:
    fields = now["fields"]
    for name in before["fields"].keys() & after["fields"].keys() & fields.keys():
        was, became = before["fields"][name], after["fields"][name]
        if was == became:
            continue
        if fields[name] == became:
            fields[name] = was
        else:
            kept.append(Place(kind, name))
    for name, links in now.get("links", {}).items():
        was, became = (set(row.get("links", {}).get(name, [])) for row in (before, after))
        if not became - was <= set(links):
            kept.append(Place(kind, name))
        now["links"][name] = sorted(set(links) - (became - was) | (was - became))


def _kinds(model: type[models.Model], *given: Content) -> list[type[Part]]:
    names = {name for content in given for name in content["parts"]}
    return [kind for kind, _rows in content_rows.part_rows(model, given[0]) if _name(kind) in names]


def _by_id(content: Content, name: str) -> dict[str, Content]:
    return {entry["id"]: entry for entry in content["parts"].get(name, [])}


def _name(kind: type[Part]) -> str:
    return str(kind._meta.model_name)


def _order(entry: Content) -> tuple[int, str]:
    return (entry["fields"].get("position") or 0, entry["id"])


def _said(entry: Content) -> str:
    fields = {name: value for name, value in entry["fields"].items() if name != "position"}
    return repr((sorted(fields.items(), key=lambda item: item[0]), entry.get("links")))
