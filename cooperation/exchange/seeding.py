"""Loads the register's own fixtures through the same door as every other change."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from cooperation.exchange.fixtures import Entry, InvalidFixture, read_fixtures, settable_fields
from cooperation.models import Draft, Revision, User
from cooperation.models.base import Record, part_models, record_models
from cooperation.models.statistics import count_anew
from cooperation.publishing import generation, workflow
from cooperation.publishing.errors import PublishingError, StillNamed
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.publishing.turns import moment_of_turn
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.workflow import Action, State

Targets = dict[uuid.UUID, models.Model]


@dataclass(slots=True)
class Tally:
    """What a seeding did, in records, terms and places; `failures` are those not loaded."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    withdrawn: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass(slots=True)
class Past:
    """What is known of a row from its revisions: our last version of it, and whether it stands."""

    record_type: str
    version: str
    is_ours: bool = True


@transaction.atomic
@generation.renewed_once()
def seed_register(
    folders: Iterable[Path], *, by: User | None, at: dt.datetime | None = None
) -> Tally:
    """Load the fixtures in these folders and publish their records, each whole or not at all.

    One that the register refuses, for an editor's record may have its address, is a failure of
    the tally, and so nothing is loaded that names it. Files that do not fit together are refused
    as a whole.

    What an editor has changed, withdrawn or deleted since, or is about to change, is kept so, and
    so is left out what names something that editors have taken away. What was seeded before and
    is in none of these folders any more is withdrawn, unless a public record names it. A fixture
    that has not changed costs nothing. Raises InvalidFixture.
    """
    entries = read_fixtures(folders)
    history = _history()
    tally = Tally()
    targets: Targets = {}
    for entry in entries:
        past = history.get(entry.uid)
        if past and not past.is_ours:
            tally.kept += 1
        elif past and past.version == entry.version:
            tally.unchanged += 1
        elif not _names_only_public(entry, targets, at or timezone.now()):
            tally.kept += 1
        elif (failure := _try_to_load(entry, targets, by=by, at=at)) is not None:
            tally.failures.append(failure)
        else:
            tally.created += past is None
            tally.updated += past is not None
    for entry in entries:
        history.pop(entry.uid, None)
    tally.withdrawn = _withdraw(history, by=by, at=at)
    if tally.created:
        count_anew()
    return tally


def _history() -> dict[uuid.UUID, Past]:
    seeded = Revision.objects.filter(action=Action.SEED).values("record_uid")
    rows = Revision.objects.filter(record_uid__in=seeded).order_by("id")
    # Of what waits beside the rows, and of what was discarded there, the rows know nothing.
    told = rows.filter(is_pending=False).exclude(action=Action.DISCARD)
    history: dict[uuid.UUID, Past] = {}
    moments: dict[uuid.UUID, dt.datetime] = {}
    columns = ("record_uid", "record_type", "action", "reason", "at")
    for uid, record_type, action, reason, at in told.values_list(*columns):
        if action == Action.SEED:
            moments[uid] = at
            history[uid] = Past(record_type, version=reason.rpartition(" ")[2])
        elif uid in history:
            # The seeding's own publication bears its moment; any other change is an editor's.
            history[uid].is_ours = action == Action.PUBLISH and at == moments[uid]
    for uid in Draft.objects.filter(record_uid__in=seeded).values_list("record_uid", flat=True):
        history[uid].is_ours = False
    return history


def _withdraw(dropped: dict[uuid.UUID, Past], *, by: User | None, at: dt.datetime | None) -> int:
    """Withdraw what stands as it was seeded, each after what names it; return how many."""
    left = []
    for model in record_models():
        kind = model._meta.model_name
        uids = [uid for uid, past in dropped.items() if past.is_ours and past.record_type == kind]
        left += list(model._default_manager.filter(uid__in=uids, state=State.PUBLISHED))
    count = len(left)
    while named := [record for record in left if not _withdrew(record, by=by, at=at)]:
        if len(named) == len(left):
            break
        left = named
    return count - len(named)


def _withdrew(record: Record, *, by: User | None, at: dt.datetime | None) -> bool:
    try:
        workflow.withdraw(record, by=by, at=at, reason="In no fixture any more")
    except StillNamed:
        return False
    return True


def _names_only_public(entry: Entry, targets: Targets, at: dt.datetime) -> bool:
    for model, uid in entry.references():
        if uid not in targets:
            row = model._default_manager.filter(uid=uid).first()
            if row is None:
                return False
            targets[uid] = row
        row = targets[uid]
        if isinstance(row, Record) and not row.is_public(at):
            return False
    return True


def _try_to_load(
    entry: Entry, targets: Targets, *, by: User | None, at: dt.datetime | None
) -> Failure | None:
    try:
        with transaction.atomic():
            targets[entry.uid] = _load(entry, targets, by=by, at=at)
    except InvalidFixture as refusal:
        # It names its place itself, down to the part.
        return note_failure("a fixture", refusal)
    except Exception as error:
        return note_failure(entry.origin, error)
    return None


def _load(
    entry: Entry, targets: Targets, *, by: User | None, at: dt.datetime | None
) -> models.Model:
    # One for both of its revisions: by that the next seeding knows that they are ours.
    at = moment_of_turn(at)
    record = entry.model._default_manager.filter(uid=entry.uid).first()
    row = _row(entry, record or entry.model(uid=entry.uid), targets)
    present = {} if record is None else _parts_of(record)
    inside: Targets = {}
    for part in entry.parts:
        inside[part.uid] = present.get(part.uid) or part.model(id=part.uid)
    parts = [_row(part, inside[part.uid], targets | inside) for part in entry.parts]
    try:
        reason = f"Fixture {entry.version}"
        workflow.save(row, parts=parts, by=by, at=at, reason=reason, action=Action.SEED)
        if isinstance(row.instance, Record) and not row.instance.is_public(at):
            workflow.publish(row.instance, by=by, at=at)
    except ValidationError as error:
        raise _explained(error, [(entry, row), *zip(entry.parts, parts, strict=True)]) from error
    except PublishingError as error:
        raise entry.refuse(str(error)) from error
    return row.instance


def _parts_of(record: models.Model) -> dict[uuid.UUID, models.Model]:
    return {
        part.pk: part
        for model, owner in part_models(type(record))  # type: ignore[arg-type]
        for part in model.objects.filter(**{owner: record})
    }


def _row(entry: Entry, instance: models.Model, targets: Targets) -> Row:
    """Set every field to what the fixture says, and to its default where it says nothing."""
    links: dict[str, list[Any]] = {}
    for column in settable_fields(entry.model):
        named = [targets[uid] for _, uid in entry.named.get(column.name, ())]
        if column.many_to_many:
            links[column.name] = named
        elif column.is_relation:
            setattr(instance, column.name, named[0] if named else None)
        else:
            value = entry.fields.get(column.name, column.get_default())
            setattr(instance, column.name, value)
    if "position" in entry.fields:
        instance.position = entry.fields["position"]
    return Row(instance, links)


def _explained(error: ValidationError, rows: list[tuple[Entry, Row]]) -> InvalidFixture:
    """Find the object that was refused: a record and its parts are checked as one."""
    for entry, row in rows:
        try:
            row.instance.full_clean(exclude=getattr(entry.model, "owner_fields", ()))
        except ValidationError as found:
            name, messages = next(iter(found.message_dict.items()))
            return entry.refuse(" ".join(messages), "" if name == "__all__" else name)
    return rows[0][0].refuse(" ".join(error.messages))
