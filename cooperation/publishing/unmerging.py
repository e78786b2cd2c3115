"""Undoes a merge: what stands as the merge left it goes back, what was changed since stays."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import Draft, Merge, OldSlug, Revision, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import (
    content_writing,
    generation,
    merge_moves,
    restoring,
    revisions,
    seen_marks,
    turns,
)
from cooperation.publishing.content_rows import CITATION, Place
from cooperation.publishing.errors import InvalidRecord, Problem
from cooperation.publishing.merge_links import put_parts, taken_back
from cooperation.publishing.merge_moves import Move
from cooperation.publishing.merging import require_merger
from cooperation.publishing.turns import moment_of_turn
from cooperation.publishing.waiting import read_over_live
from cooperation.vocabulary.workflow import Action


@dataclass(slots=True)
class Undoing:
    """What undoing a merge would do.

    `content` is what the merged record comes back with, `stays` what goes back no more, and why.
    """

    merge: Merge
    kept: Record
    content: Content
    moves: list[Move]
    stays: list[Problem] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        return list(dict.fromkeys([self.kept, *(move.record for move in self.moves)]))


def merges_to_undo(kept: Record) -> list[Merge]:
    """Return the merges into a record that can be undone, the newest first."""
    merges = Merge.objects.filter(kept_uid=kept.uid, undone_at=None)
    return list(merges.select_related("revision", "by").order_by("-pk"))


def plan_undoing(merge: Merge) -> Undoing:
    """Return what undoing would move; the kept record's own move comes first.

    Raises InvalidRecord if the merge is undone, or the kept record is not there.
    """
    model: type[Record] = apps.get_model("cooperation", merge.record_type)
    kept = model.objects.filter(uid=merge.kept_uid).first()
    if merge.undone_at is not None:
        raise InvalidRecord(_("This merge is undone already."))
    if kept is None:
        raise InvalidRecord(
            _("The record that was kept is gone. Undo its own merge, or restore it, first.")
        )
    merged = merge.revision.content
    undoing = Undoing(merge, kept, {**merged, "parts": dict(merged["parts"])}, [])
    brought = _revisions(merge)
    records = _records(merge)
    last = revisions.last_revisions(records)
    drafts = Draft.objects.filter(record_uid__in=records, revision__is_pending=True)
    beside = list(drafts.select_related("revision", "base"))
    read_over_live(beside)
    waiting = {draft.record_uid: draft for draft in beside}
    for uid, record in sorted(records.items(), key=lambda item: item[0] != str(kept.uid)):
        pairs = {
            note["is_waiting"]: (brought[note["before"]], brought[note["after"]])
            for note in merge.changes
            if note["uid"] == uid
        }
        _plan_record(undoing, record, last[uid], waiting.get(record.uid), pairs)
    return undoing


@transaction.atomic
@generation.renewed_once()
def undo_merge(
    merge: Merge,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    mark: str | None = None,
) -> Undoing:
    """Bring the merged record back as it was, with all that still names the kept one for it.

    Raises NotPermitted, ChangedMeanwhile, and NotReady with every reason of every record.
    """
    turns.lock_rows(plan_undoing(merge).records)
    at = moment_of_turn(at)
    merge.refresh_from_db()
    found = plan_undoing(merge)
    require_merger(found.records, by=by)
    if mark is not None:
        seen_marks.require_unchanged(found.records, mark, by=by)
    title = merge.revision.title
    words = _("“%(merged)s” out of “%(kept)s”") % {"merged": title, "kept": found.kept}
    act: Any = {"by": by, "at": at, "reason": merge_moves.reason_in_words(words, reason)}
    rows = [move for move in found.moves if move.draft is None]
    # The kept record gives its parts up before the other can have them back.
    own = [move for move in rows if move.record == found.kept]
    found.stays += [problem for move in own for problem in merge_moves.write_move(move)]
    back = _bring_back(found)
    found.stays += merge_moves.write_moves([move for move in rows if move not in own])
    merge_moves.keep_moves([back, *found.moves], action=Action.UNMERGE, **act)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    return found


def _plan_record(
    undoing: Undoing,
    record: Record,
    last: Revision,
    waiting: Draft | None,
    pairs: dict[bool, tuple[Revision, Revision]],
) -> None:
    """Add what goes back in a record's rows, and in what waits beside them."""
    # What waited at the merge may be what the rows hold by now, and a draft may be newer.
    of_rows = pairs.get(False) or pairs[True]
    of_draft = pairs.get(True) or pairs[False]
    for now, (before, after), beside in (
        (last, of_rows, None),
        *([(waiting.revision, of_draft, waiting)] if waiting else ()),
    ):
        if beside is None and waiting is not None and False not in pairs:
            continue
        # What came to the register between the two, the merge did not bring.
        was = before.content_over(after.content)
        found = taken_back(type(record), was, after.content, now.content)
        content = found.content
        if record == undoing.kept and beside is None:
            content = _hand_over(undoing, was, after.content, now.content, content)
        undoing.stays += _changed_since(now.title, found.kept)
        if content != now.content:
            undoing.moves.append(Move(record, now, content, (), beside))


def _changed_since(title: str, places: Iterable[Place]) -> list[Problem]:
    text = _("It was changed since the merge, and stays as it is.")
    return [Problem(title, str(place), text) for place in places]


def _hand_over(
    undoing: Undoing, before: Content, after: Content, now: Content, left: Content
) -> Content:
    """Give the merged record its parts back, but for those that were changed since or deleted.

    A citation goes or stays with its part, also one that came later.
    """
    left = Content(left, parts=dict(left["parts"]))
    staying = _parts(left).keys() - _parts(before).keys()
    # A part that the kept record had after the merge and has no more was deleted since.
    deleted = _parts(after).keys() - _parts(now).keys()
    going = set(_parts(undoing.content)) - _parts(left).keys() - deleted
    citations = _parts(left, only=CITATION)
    for id, entry in _parts(now, only=CITATION).items():
        if entry["fields"]["part"] in staying:
            citations[id] = entry
            going.discard(id)
    later = {id: entry for id, entry in citations.items() if entry["fields"]["part"] in going}
    put_parts(left, CITATION, [entry for id, entry in citations.items() if id not in later])
    _take_parts(undoing.content, going, list(later.values()))
    return left


def _take_parts(content: Content, ids: set[str], more_citations: list[Content]) -> None:
    """Leave a content the parts with these ids, and add citations that came later."""
    for name in {*content["parts"], CITATION}:
        entries = [entry for id, entry in _parts(content, only=name).items() if id in ids]
        put_parts(content, name, [*entries, *(more_citations if name == CITATION else ())])


def _parts(content: Content, only: str = "") -> dict[str, Content]:
    return {
        entry["id"]: entry
        for name, entries in content["parts"].items()
        for entry in entries
        if only in ("", name)
    }


def _bring_back(undoing: Undoing) -> Move:
    """Make the merged record anew, in the state that it was in, at its address if that is free."""
    merge, kept, fields = undoing.merge, undoing.kept, undoing.content["fields"]
    leading = OldSlug.objects.filter(record_type=merge.record_type, record_uid=kept.uid)
    leading.filter(slug__in=merge.old_slugs).update(record_uid=merge.merged_uid)
    leading.filter(slug=fields["slug"]).delete()
    content = restoring.with_free_slug(type(kept), merge.merged_uid, undoing.content)
    record: Any
    record, lost, *_rest = content_writing.write_content(type(kept), merge.merged_uid, content)
    gone = _("What this names is no longer there.")
    undoing.stays += [Problem(str(record), place, gone) for place in lost]
    for name in ("state", "first_published_at", "published_at"):
        setattr(record, name, record._meta.get_field(name).to_python(fields[name]))
    record.save()
    return Move(record, merge.revision, content)


def _records(merge: Merge) -> dict[str, Record]:
    """Return the records that the merge changed and that are still there, by their uid."""
    wanted: dict[str, list[str]] = {merge.record_type: [str(merge.kept_uid)]}
    for note in merge.changes:
        wanted.setdefault(note["type"], []).append(note["uid"])
    return {
        str(row.uid): row
        for kind, uids in wanted.items()
        for row in apps.get_model("cooperation", kind)
        ._default_manager.filter(uid__in=uids)
        .order_by("pk")
    }


def _revisions(merge: Merge) -> dict[int, Revision]:
    ids = [note[side] for note in merge.changes for side in ("before", "after")]
    return Revision.objects.in_bulk(ids)
