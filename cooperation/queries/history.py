"""What changed, as readers saw it: each version of a public record beside the one before it.

Only two versions that were both public are compared. Of a record that the public sees no more
nothing is told but its kind and the moment, as in `changes`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Now
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.kinds.shapes import plain_value
from cooperation.models import Revision, SearchEntry, differences
from cooperation.models.content import Content
from cooperation.models.differences import Difference, Kind
from cooperation.models.wording import Wording
from cooperation.queries import changes
from cooperation.queries.changes import AT
from cooperation.queries.readable import public_names, readable_content
from cooperation.queries.resources import CHANGE_LIST, Resource
from cooperation.queries.search import MODELS
from cooperation.queries.stakeholder_union import PLACE, Merged
from cooperation.rules import date_words, dates


class History:
    """Reads versions as rows of one change each, the newest first."""

    model = Revision
    collections: tuple[Collection, ...] = ()

    def public(self) -> Any:
        ended = [
            rows.annotate(**{PLACE: F("id") * Value(-2, BigIntegerField()) - Value(number)})
            for number, rows in enumerate((changes.withdrawn_records(), changes.expired_records()))
        ]
        return Merged(_seen(), *ended)

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        places = list(pks)
        versions = _versions([place for place in places if place > 0])
        shown = {row["pk"]: row for row in _changed(versions, loader)}
        shown |= _ended([-place for place in places if place < 0])
        return [shown[place] for place in places if place in shown]


def _ended(places: list[int]) -> dict[int, dict[str, Any]]:
    """Return what was withdrawn or has expired, by its place among the changes."""
    found = {}
    for number, rows in enumerate((changes.withdrawn_records(), changes.expired_records())):
        ids = [place // 2 for place in places if place % 2 == number]
        for row in rows.filter(pk__in=ids).values("pk", "record_type", "record_uid", AT):
            found[-2 * row["pk"] - number] = _told(
                change="withdrawn", type=row["record_type"], uid=row["record_uid"], at=row[AT]
            )
    return found


class OneHistory(History):
    """The versions of one record."""

    def __init__(self, uid: UUID) -> None:
        self.uid = uid

    def public(self) -> Any:
        return Merged(_seen().filter(record_uid=self.uid))


HISTORY = replace(CHANGE_LIST, subject=History(), filters=changes.HistoryFilters, is_counted=False)


def history_of(uid: UUID) -> Resource:
    return replace(HISTORY, subject=OneHistory(uid))


def public_reference(uid: UUID, loader: Loader) -> dict[str, Any] | None:
    """Return a reference to the public record with this permanent id; None if there is none."""
    entries = SearchEntry.objects.visible().filter(record_uid=uid)
    found = entries.values_list("record_type", "record_pk").first()
    return loader.resolve(loader.reference(MODELS[found[0]], found[1])) if found else None


def seen_of(uid: UUID, at: dt.datetime) -> tuple[int, dt.datetime | None]:
    """Return how many versions of a record the public has seen, and since when it sees the last."""
    rows = Revision.objects.filter(record_uid=uid, seen_from__lte=at)
    found = rows.aggregate(versions=Count("pk"), last=Max("seen_from"))
    return found["versions"], found["last"]


def _seen() -> QuerySet:
    visible = SearchEntry.objects.visible().filter(record_uid=OuterRef("record_uid"))
    found = Revision.objects.filter(Exists(visible), seen_from__lte=Now())
    return found.annotate(**{AT: F("seen_from"), PLACE: F("id")})


def _versions(pks: list[int]) -> list[dict[str, Any]]:
    earlier = Revision.objects.filter(
        record_uid=OuterRef("record_uid"), seen_from__isnull=False, id__lt=OuterRef("id")
    )
    counted = earlier.order_by().values("record_uid").annotate(n=Count("pk")).values("n")
    rows = Revision.objects.filter(pk__in=pks).annotate(
        before=Subquery(earlier.order_by("-id").values("id")[:1]), number=Subquery(counted)
    )
    columns = ("pk", "record_type", "record_uid", "content", "reason", "is_reason_public")
    return list(rows.values(*columns, "seen_from", "before", "number"))


def _contents_before(versions: list[dict[str, Any]]) -> dict[int, Content]:
    """Return the contents that came before versions, by id; read the versions' own as today's."""
    pks = [row["before"] for row in versions if row["before"]]
    contents = dict(Revision.objects.filter(pk__in=pks).values_list("pk", "content"))
    for row in versions:
        row["model"] = MODELS[row["record_type"]]
        row["content"] = Content.read(row["model"], row["content"])
        if row["before"]:
            contents[row["before"]] = Content.read(row["model"], contents[row["before"]])
    return contents


def _public_names(
    versions: list[dict[str, Any]], contents: Mapping[int, Content], loader: Loader
) -> Mapping[Any, Any]:
    later = [row for row in versions if row["before"]]
    pairs = [(row["model"], row["content"]) for row in later]
    pairs += [(row["model"], contents[row["before"]]) for row in later]
    return public_names(pairs, loader)


def _changed(versions: list[dict[str, Any]], loader: Loader) -> Rows:
    contents = _contents_before(versions)
    names = _public_names(versions, contents, loader)
    entries = SearchEntry.objects.visible().filter(
        record_uid__in=[v["record_uid"] for v in versions]
    )
    keys = dict(entries.values_list("record_uid", "record_pk"))
    found = []
    for row in versions:
        before = contents.get(row["before"])
        what = _differences(row["model"], before, row["content"], names) if before else []
        reason = row["reason"] if row["is_reason_public"] else ""
        if row["record_uid"] in keys and (what or reason or not before):
            record = loader.reference(row["model"], keys[row["record_uid"]])
            change = "changed" if before else "added"
            found.append(_told_of(row, change, record, reason, what))
    return found


def _told_of(
    row: dict[str, Any], change: str, record: Any, reason: str, what: list[Difference]
) -> dict[str, Any]:
    return _told(
        change=change,
        type=row["record_type"],
        at=row["seen_from"],
        pk=row["pk"],
        uid=row["record_uid"],
        version=(row["number"] or 0) + 1,
        record=record,
        reason=reason,
        differences=what,
    )


def _differences(model: Any, before: Any, after: Any, names: Mapping[Any, Any]) -> list[Difference]:
    old, new = (readable_content(model, content, names) for content in (before, after))
    found = differences.list_differences(old, new, Wording(model, old, new, named=names))
    # What was merged meanwhile has one name by now, whichever it was called by.
    told = [
        replace(
            one,
            values=[value for value in one.values if value.is_told],
            citations=[value for value in one.citations if value.is_told],
        )
        for one in found
    ]
    return [one for one in told if one.values or one.citations or one.kind != Kind.CHANGED]


def _told(**given: Any) -> dict[str, Any]:
    at = given["at"]
    day = dates.day_in_phnom_penh(at).isoformat()
    row = {"version": None, "record": None, "reason": "", "differences": []} | given
    text = date_words.date_in_words(day, language=get_language() or "en")
    day_of_it = {"edtf": day, "text": text}
    return row | {"uid": str(given["uid"]), "at": plain_value(at), "day": day_of_it}
