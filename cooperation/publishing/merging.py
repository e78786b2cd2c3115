"""Two records that turn out to be one: all that names the one names the other from then on."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cooperation.models import Merge, OldSlug, Organisation, Person, Post, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import (
    drafts,
    generation,
    merge_moves,
    pairing,
    preview_links,
    readiness,
    references,
    revisions,
    seen_marks,
    turns,
)
from cooperation.publishing.errors import InvalidRecord, NotReady, Problem, StillNamed
from cooperation.publishing.merge_content import Absorbed, absorb_content
from cooperation.publishing.merge_links import replace_record
from cooperation.publishing.merge_moves import Move
from cooperation.publishing.permissions import require_permission
from cooperation.publishing.turns import moment_of_turn
from cooperation.publishing.waiting import waiting_drafts
from cooperation.vocabulary.workflow import Action, State

MERGEABLE: tuple[type[Record], ...] = (Organisation, Person, Post)


@dataclass(slots=True)
class Plan:
    """What a merge would do. `problems` are why it cannot be done as things stand.

    `given` is the content of the merged record, `taken` what becomes of it in the kept one.
    """

    kept: Record
    merged: Record
    given: Content
    taken: Absorbed
    moves: list[Move]
    problems: list[Problem]

    @property
    def records(self) -> list[Record]:
        return list(dict.fromkeys([self.kept, self.merged, *(m.record for m in self.moves)]))


def plan_merge(kept: Record, merged: Record, *, at: dt.datetime) -> Plan:
    """Return all that a merge would move; the kept record's own moves come last."""
    _require_two_of_a_kind(kept, merged)
    model, old, new = type(kept), str(merged.uid), str(kept.uid)
    found = [root for root in references.roots_naming(merged) if isinstance(root, Record)]
    namers = sorted(found, key=lambda root: (root._meta.label, root.pk))
    last = revisions.last_revisions(list(map(attrgetter("uid"), (kept, merged, *namers))))
    waiting = waiting_drafts(merged)
    moves: list[Move] = []
    problems = _refused(kept, merged, at=at)
    text = _("It names “%(one)s” and “%(other)s” in one place; as one, it makes no sense.")
    both = text % {"one": kept, "other": merged}
    for record, before, draft in (
        *((namer, last[str(namer.uid)], None) for namer in namers),
        *((record, draft.revision, draft) for draft, record in waiting),
    ):
        there = replace_record(type(record), before.content, model, old=old, new=new)
        doubled = there.places if record == kept else there.twice
        problems += [Problem(str(record), str(place), both) for place in doubled]
        if record != kept:
            moves.append(Move(record, before, there.content, there.places, draft))
    ids: Mapping[str, str] = defaultdict(lambda: str(uuid.uuid4()))
    given = last[old].content
    own = drafts.draft_of(kept.uid)
    if own is not None and own.revision.is_pending:
        content = absorb_content(model, own.revision.content, given, ids=ids, say=_say).content
        moves.append(Move(kept, own.revision, content, draft=own))
    taken = absorb_content(model, last[new].content, given, ids=ids, say=_say)
    moves.append(Move(kept, last[new], taken.content))
    return Plan(kept, merged, given, taken, moves, problems)


def _require_two_of_a_kind(kept: Record, merged: Record) -> None:
    if type(kept) is not type(merged) or kept == merged or type(kept) not in MERGEABLE:
        raise InvalidRecord(_("Choose two different records of one kind."))


@transaction.atomic
@generation.renewed_once()
def merge(
    kept: Record,
    merged: Record,
    *,
    by: User | None,
    at: dt.datetime | None = None,
    reason: str = "",
    mark: str | None = None,
) -> Merge:
    """Let one record go into another of its kind, with all that names it; its address leads on.

    `mark` is what the editor saw of all records that the plan names (`seen_marks.mark_seen`).
    Raises NotPermitted, ChangedMeanwhile, and NotReady with every reason of every record.
    """
    turns.lock_rows(plan_merge(kept, merged, at=at or timezone.now()).records)
    at = moment_of_turn(at)
    for record in (kept, merged):
        record.refresh_from_db()
    found = plan_merge(kept, merged, at=at)
    require_merger(found.records, by=by)
    if mark is not None:
        seen_marks.require_unchanged(found.records, mark, by=by)
    if found.problems:
        raise NotReady(found.problems)
    words = _("“%(merged)s” into “%(kept)s”") % {"merged": merged, "kept": kept}
    act: Any = {"by": by, "at": at, "reason": merge_moves.reason_in_words(words, reason)}
    rows = [move for move in found.moves if move.draft is None]
    problems = merge_moves.write_moves(rows[:-1])
    last = revisions.write_revision(merged, action=Action.MERGE, is_gone=True, **act)
    old_slugs = _lead_on(merged, kept)
    _remove(merged)
    problems += merge_moves.write_move(rows[-1])
    if problems:
        raise NotReady(problems)
    merge_moves.keep_moves(found.moves, action=Action.MERGE, **act)
    return Merge.objects.create(
        record_type=merged._meta.model_name,
        kept_uid=kept.uid,
        merged_uid=last.record_uid,
        revision=last,
        changes=[move.note() for move in found.moves],
        old_slugs=old_slugs,
        by=by,
        at=at,
    )


def try_merge(
    kept: Record, merged: Record, *, by: User | None, at: dt.datetime | None = None
) -> None:
    """Raise whatever a merge would raise; nothing is changed."""
    with transaction.atomic():
        merge(kept, merged, by=by, at=at)
        transaction.set_rollback(True)


def require_merger(records: Collection[Record], *, by: User | None) -> None:
    """Raise NotPermitted unless `by` may change all of these, live ones at once."""
    for record in records:
        require_permission(by, "change", record)
        if record.state == State.PUBLISHED or type(record) in MERGEABLE:
            require_permission(by, "publish", record)


def _refused(kept: Record, merged: Record, *, at: dt.datetime) -> list[Problem]:
    found = []
    waits = drafts.draft_of(merged.uid)
    if waits is not None and waits.revision.is_pending:
        found.append(_("A change of it waits. Publish or discard that first."))
    is_live = merged.state == State.PUBLISHED
    if is_live and not (kept.state == State.PUBLISHED and readiness.outlasts(kept, merged, at)):
        text = _("It is public, and “%(kept)s” is not for as long. Keep this one, or publish both.")
        found.append(text % {"kept": kept})
    return [Problem(str(merged), "", text) for text in found]


def _lead_on(merged: Record, kept: Record) -> list[str]:
    """Let the present and the old addresses of a record lead to another; return the old ones."""
    old = OldSlug.objects.filter(record_type=merged._meta.model_name, record_uid=merged.uid)
    slugs = sorted(old.values_list("slug", flat=True))
    old.update(record_uid=kept.uid)
    OldSlug.objects.create(
        record_type=merged._meta.model_name, slug=merged.slug, record_uid=kept.uid
    )
    return slugs


def _remove(merged: Record) -> None:
    drafts.delete_draft(merged)
    preview_links.end_showing([merged])
    pairing.forget_pairs(merged)
    try:
        with transaction.atomic():
            type(merged).objects.get(pk=merged.pk).delete()
    except ProtectedError as error:
        raise StillNamed(str(merged), sorted(map(str, error.protected_objects))) from error


def _say(field: Any, value: Any) -> str:
    """Return a value as public pages may show it: what it refers to might not be public."""
    with translation.override("en"):
        if not field.is_relation:
            return str(dict(field.flatchoices).get(value, value))
        if issubclass(field.related_model, Record):
            return ""
        return str(field.related_model._default_manager.filter(uid=value).first() or "")
