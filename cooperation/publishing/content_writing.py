"""Writes a snapshot over the rows of its record: to open a draft, to publish it, to restore."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction

from cooperation.models import Merge
from cooperation.models.base import Part, part_models
from cooperation.models.content import Content, outward_references, referred_to
from cooperation.publishing.wholes import Parts, Whole, read_whole, read_wholes

# What a record is called outside and whether it is public: not for a content to say.
KEPT = {"uid", "state", "first_published_at", "published_at"}

Targets = Mapping[tuple[type[models.Model], str], models.Model]


class Laid(NamedTuple):
    """`lost` names what the content refers to and what is no longer there.

    `changed` are the parts that were written, `unchanged` all rows of the kinds of part that none
    was written or deleted of.
    """

    record: models.Model
    lost: list[str]
    changed: list[Part]
    unchanged: Parts


def write_content(model: type[models.Model], uid: uuid.UUID, content: Content) -> Laid:
    """Give the record with this uid the content of a snapshot, parts and links included.

    A record that is gone is made anew, as a draft. The content is as of today (`Content.read`).
    What it refers to and what is gone is left out: a required reference keeps its value, or takes
    its part with it. Nothing else is validated; the caller's transaction holds it all.
    """
    targets = rows_referred_to(model, content)
    lost: list[str] = []
    pk = model._default_manager.filter(uid=uid).values_list("pk", flat=True).first()
    if pk is None:
        now, before = Whole(model(uid=uid), {}), Content(parts={})
    else:
        now = read_wholes(model, [pk])[pk]
        before = now.content
    record = now.record
    if record._state.adding and "first_published_at" in content["fields"]:
        moment: Any = model._meta.get_field("first_published_at")
        first = moment.to_python(content["fields"]["first_published_at"])
        record.first_published_at = first  # type: ignore[attr-defined]
    fill_row(record, content, targets, lost)
    record.save()
    if content.get("links", {}) != before.get("links", {}):
        _link(record, content, targets, lost)
    changed, unchanged = [], {}
    for part, owner in reversed(part_models(model)):  # type: ignore[arg-type]
        standing, wanted = (
            {entry["id"]: entry for entry in kinds["parts"].get(str(part._meta.model_name), [])}
            for kinds in (before, content)
        )
        if standing == wanted:
            unchanged[part] = now.parts.get(part, [])
        else:
            changed += _lay_parts(record, part, owner, standing, wanted, targets, lost)
    return Laid(record, list(dict.fromkeys(lost)), changed, unchanged)


def try_content(record: models.Model, content: Content) -> tuple[Content, list[str]]:
    """Return the snapshot that laying the content would leave, and what it would lose."""
    with transaction.atomic():
        laid = write_content(type(record), record.uid, content)  # type: ignore[attr-defined]
        result = read_whole(laid.record, laid.unchanged).content, laid.lost
        transaction.set_rollback(True)
    return result


def validate_record(laid: Laid) -> None:
    """Raise ValidationError if a field or constraint refuses a row that was written."""
    # The record was looked up by its permanent id, which contents do not change.
    laid.record.full_clean(exclude={"uid"})
    for part in laid.changed:
        part.full_clean()


def rows_referred_to(model: type[models.Model], *contents: Content) -> Targets:
    """Return all rows outside the records of one kind that their contents refer to.

    In the place of a merged record stands the one that it is part of by now.
    """
    found: dict[tuple[type[models.Model], str], models.Model] = {}
    for kind, uids in referred_to(model, *contents).items():
        rows = kind._default_manager
        found |= {(kind, str(row.uid)): row for row in rows.filter(uid__in=uids)}  # type: ignore[attr-defined]
        for uid in uids:
            kept = None if (kind, uid) in found else Merge.objects.leads_to(uuid.UUID(uid))
            if kept is not None and (row := rows.filter(uid=kept).first()):
                found[kind, uid] = row
    return found


def fill_row(row: models.Model, entry: Content, targets: Targets, lost: list[str]) -> bool:
    """Set the row's fields; tell whether it can stand, all required references being there."""
    outside = {field.name for field in outward_references(type(row))}
    stands = True
    for name, value in entry["fields"].items():
        if name in KEPT:
            continue
        field: Any = row._meta.get_field(name)
        if name in outside and value is not None:
            target = targets.get((field.related_model, value))
            stands &= _set_target(row, field, target, lost)
        elif field.is_relation:
            setattr(row, field.attname, value and uuid.UUID(value))
        else:
            setattr(row, name, field.to_python(value))
    return stands


def _set_target(
    row: models.Model, field: Any, target: models.Model | None, lost: list[str]
) -> bool:
    """Let a field name a row that may be gone; tell whether its own row can stand then."""
    if target is not None or field.null:
        setattr(row, field.name, target)
    if target is not None:
        return True
    lost.append(f"{row._meta.verbose_name}, {field.verbose_name}")
    return field.null or getattr(row, field.attname) is not None


def _link(row: models.Model, entry: Content, targets: Targets, lost: list[str]) -> None:
    for name, uids in entry.get("links", {}).items():
        field: Any = row._meta.get_field(name)
        found = [targets.get((field.related_model, uid)) for uid in uids]
        if None in found:
            lost.append(f"{row._meta.verbose_name}, {field.verbose_name}")
        getattr(row, name).set([target for target in found if target is not None])


def _lay_parts(
    record: models.Model,
    model: type[Part],
    owner: str,
    standing: Mapping[str, Content],
    wanted: Mapping[str, Content],
    targets: Targets,
    lost: list[str],
) -> list[Part]:
    """Replace the rows that differ: deleted first, so that none stands in another's way."""
    changed, gone = _differing(wanted, standing), _differing(standing, wanted)
    rows = {str(part.pk): part for part in model.objects.filter(pk__in=gone)}
    _delete(model, gone)
    made = []
    for id in changed:
        part = rows.get(id) or model(id=uuid.UUID(id))
        setattr(part, owner, record)
        if _fill_part(part, wanted[id], targets, lost):
            made.append(part)
    if made:
        model.objects.bulk_create(made)
    for part in made:
        _link(part, wanted[str(part.pk)], targets, lost)
    return made


def _differing(some: Mapping[str, Content], others: Mapping[str, Content]) -> list[str]:
    """Return the ids of those that are not, or not so, among the others."""
    return [id for id, entry in some.items() if others.get(id) != entry]


def _fill_part(part: Part, entry: Content, targets: Targets, lost: list[str]) -> bool:
    part._state.adding = True
    known = len(lost)
    return fill_row(part, entry, targets, lost) and (known == len(lost) or _is_allowed(part))


def _is_allowed(part: Part) -> bool:
    """Tell whether a part that lost what it refers to can stand without it."""
    try:
        part.validate_constraints()
    except ValidationError:
        return False
    return True


def _delete(model: type[Part], ids: Iterable[str]) -> None:
    """Delete rows alone: what lies below them in the same record has its own turn."""
    rows = model.objects.filter(pk__in=list(ids))
    for link in model._meta.many_to_many:
        through: Any = link.remote_field.through
        through.objects.filter(**{f"{model._meta.model_name}__in": rows}).delete()
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]
