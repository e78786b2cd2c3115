"""Changes that one act makes to many records, to their rows and to what waits beside them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cooperation.models import Draft, Revision, User
from cooperation.models.base import Record
from cooperation.models.content import Content, outward_references
from cooperation.publishing import (
    content_rows,
    content_writing,
    generation,
    integrity,
    pairing,
    readiness,
    revisions,
    workflow,
)
from cooperation.publishing.content_rows import Place
from cooperation.publishing.errors import NotReady, Problem, PublishingError
from cooperation.publishing.waiting import read_over_live
from cooperation.vocabulary.workflow import Action, State

CHUNK = 500

# A column that holds a reference, and the rows in which it shall lead to a record.
References = dict[tuple[type[models.Model], str, str], list[Any]]


@dataclass(slots=True)
class Move:
    """A content of a record that becomes another: its rows', or that of the draft beside them.

    `places` are what an editor is shown of it. `named` are the records that it names anew where
    nothing else of it changes, `done` is the revision that came of it.
    """

    record: Record
    before: Revision
    after: Content
    places: Sequence[Place] = ()
    draft: Draft | None = None
    named: list[tuple[str, Record]] = field(default_factory=list)
    done: Revision | None = None

    def note(self) -> dict[str, Any]:
        """Return what a merge remembers of it."""
        return {
            "type": self.record._meta.model_name,
            "uid": str(self.record.uid),
            "is_waiting": self.draft is not None,
            "before": self.before.pk,
            "after": self.done.pk if self.done else None,
        }


def reason_in_words(words: str, reason: str) -> str:
    """Return the reason that histories give: what was done, and why an editor did it."""
    return f"{words}. {reason}"[:300] if reason else words[:300]


def write_moves(moves: Collection[Move]) -> list[Problem]:
    """Write moves over the rows of their records; return what could not be written.

    Where nothing but references changes, a whole column is written at once: what names a
    ministry may be thousands.
    """
    changes = [(move, _references(move)) for move in moves]
    _write([(move, found) for move, found in changes if found])
    for move, found in changes:
        if found and any(kind is type(move.record) for kind, _field, _uid in found):
            move.record.refresh_from_db()
            integrity.check_integrity(move.record)
            pairing.update_pairs(move.record)
    return [problem for move, found in changes if not found for problem in write_move(move)]


def write_move(move: Move) -> list[Problem]:
    """Write one move over the rows of its record; return what it names that is gone."""
    lost = content_writing.write_content(type(move.record), move.record.uid, move.after).lost
    move.record.refresh_from_db()
    gone = _("What this names is no longer there.")
    return [Problem(str(move.record), place, gone) for place in lost]


def keep_moves(
    moves: Sequence[Move], *, action: Action, by: User | None, at: dt.datetime, reason: str
) -> None:
    """Keep a revision of each move; all are written already.

    A draft that began with what its record's rows held goes on from what they hold now. Raises
    NotReady with all the reasons of all the records.
    """
    act: Any = {"action": action, "by": by, "at": at, "reason": reason}
    of_rows = [move for move in moves if move.draft is None]
    problems = [problem for move in of_rows for problem in _keep(move, act)]
    if problems:
        raise NotReady(list(dict.fromkeys(problems)))
    waiting = [move for move in moves if move.draft is not None]
    _write_revisions([*(move for move in of_rows if move.named), *waiting], act)
    _carry(moves, at=at)
    generation.renew_generation(at)


def _keep(move: Move, act: dict[str, Any]) -> list[Problem]:
    """Keep what was written over rows; return why it cannot stand. References are kept later."""
    record = move.record
    try:
        if not move.named:
            move.done = workflow.keep_change(record, **act)
    except NotReady as refusal:
        return refusal.problems
    except PublishingError as refusal:
        return [Problem(str(record), "", str(refusal))]
    if record.state != State.PUBLISHED:
        return []
    return [
        problem
        for place, named in move.named
        for problem in readiness.problems_of_naming(record, place, named, at=act["at"])
    ]


def _write_revisions(moves: Sequence[Move], act: dict[str, Any]) -> None:
    contents = [(move.record, move.after, move.draft is not None) for move in moves]
    for move, revision in zip(moves, revisions.write_revisions(contents, **act), strict=True):
        move.done = revision


def _references(move: Move) -> References | None:
    """Return the references that a move changes; None if it changes anything besides."""
    model = type(move.record)
    found: References = defaultdict(list)
    before = {
        entry.get("id"): entry
        for _kind, entry in content_rows.rows_of_content(model, move.before.content)
    }
    after = list(content_rows.rows_of_content(model, move.after))
    if before.keys() != {entry.get("id") for _kind, entry in after}:
        return None
    for kind, entry in after:
        was = before[entry.get("id")]
        changed = _columns_changed(was, entry)
        if not changed.keys() <= _columns_of_links(kind) or None in changed.values():
            return None
        if was.get("links") != entry.get("links"):
            return None
        for name, value in changed.items():
            found[kind, name, value].append(entry.get("id") or move.record.pk)
    return found


def _columns_of_links(kind: type[models.Model]) -> set[str]:
    return {field.name for field in outward_references(kind) if not field.many_to_many}


def _columns_changed(before: Content, after: Content) -> dict[str, Any]:
    was = before["fields"]
    return {name: value for name, value in after["fields"].items() if was.get(name) != value}


def _write(changes: Iterable[tuple[Move, References]]) -> None:
    together: References = defaultdict(list)
    targets: dict[tuple[Any, str], Any] = {}
    for move, naming in changes:
        for (kind, name, uid), rows in naming.items():
            together[kind, name, uid] += rows
            target: Any = kind._meta.get_field(name).related_model
            if (target, uid) not in targets:
                targets[target, uid] = target._default_manager.get(uid=uid)
            move.named.append((str(Place(kind, name)), targets[target, uid]))
    for (kind, name, uid), rows in together.items():
        target = kind._meta.get_field(name).related_model
        for chunk in _chunks(rows):
            kind._default_manager.filter(pk__in=chunk).update(**{name: targets[target, uid]})


def _carry(moves: Sequence[Move], *, at: dt.datetime) -> None:
    """Let the drafts of all these records go on from what was done."""
    of_rows = {move.record.uid: move for move in moves if move.draft is None}
    of_drafts = {move.record.uid: move for move in moves if move.draft is not None}
    drafts = Draft.objects.filter(record_uid__in=[*of_rows, *of_drafts])
    found = list(drafts.select_related("base", "revision"))
    read_over_live(found)
    for draft in found:
        beside, under = of_drafts.get(draft.record_uid), of_rows.get(draft.record_uid)
        if beside is not None and beside.done is not None:
            draft.revision, draft.changed_at = beside.done, at
        if under is not None and under.done is not None:
            _carry_over_rows(draft, under.before, under.done, at=at)
        draft.save(update_fields=["revision", "base", "changed_at"])


def _carry_over_rows(draft: Draft, before: Revision, done: Revision, *, at: dt.datetime) -> None:
    if not draft.revision.is_pending:
        draft.revision, draft.base, draft.changed_at = done, None, at
    elif draft.base is not None and draft.base.content == before.content:
        draft.base = done


def _chunks(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK))
