"""What an editor has seen of records: no act over them passes in silence what came after."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Max

from cooperation.models import Revision, User
from cooperation.publishing.errors import ChangedMeanwhile


def mark_seen(records: Iterable[Any]) -> str:
    """Return a text that names the newest revision of each record, for a page to carry."""
    return " ".join(f"{uid.hex}:{newest}" for uid, newest in _newest(records).items())


def require_unchanged(records: Collection[Any], seen: str, *, by: User | None) -> None:
    """Raise ChangedMeanwhile if somebody else has changed one of the records since its mark.

    A record without a mark counts as changed. Whoever calls has locked the records.
    """
    known = _read(seen)
    for uid, newest in _newest(records).items():
        if newest == known.get(uid.hex):
            continue
        later = Revision.objects.filter(record_uid=uid, pk__gt=known.get(uid.hex, 0))
        theirs = later.exclude(user=by).order_by("-pk").first() if by else later.first()
        if theirs is not None:
            raise ChangedMeanwhile(theirs)


def records_marked(records: Iterable[Any], seen: str) -> list[Any]:
    """Return those of the records that have a mark: the ones that stood on the page."""
    known = _read(seen)
    return [record for record in records if record.uid.hex in known]


def _newest(records: Iterable[Any]) -> dict[uuid.UUID, int]:
    """Return the id of each record's newest revision, waiting ones too."""
    uids = [record.uid for record in records]
    revisions = Revision.objects.filter(record_uid__in=uids).order_by()
    return dict(revisions.values_list("record_uid").annotate(Max("pk")))


def _read(seen: str) -> dict[str, int]:
    pairs = (entry.partition(":") for entry in seen.split())
    return {uid: int(newest) for uid, _colon, newest in pairs if newest.isdecimal()}
