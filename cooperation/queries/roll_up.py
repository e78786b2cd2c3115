"""What records show that is not their own: rows of their parts and events, each with whose it is.

Every row has `via`: {"kind", "record"}, the part or the event that holds it. Nothing goes up
through what the public does not see: what hangs on a hidden part stays where it is.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.records import Subject, read_records
from cooperation.models.base import Record
from cooperation.models.members import one_of_given
from cooperation.models.prepared import AnyRows, PreparedQuery
from cooperation.vocabulary.roll_up import Via

# How deep parts are looked for below a record: programme, workplan, component and one below.
LEVELS = 4
# More ids of events than these are not carried from query to query but looked up inside each.
MOST_CARRIED = 500

Ids = list[int] | QuerySet | RawSQL


def with_below(rows: QuerySet, levels: int) -> QuerySet:
    """Return the ids of records and of those that are part of them, so many levels down."""
    public = rows.model.objects.published().order_by()
    found = [rows.order_by().values("pk")]
    for _ in range(levels):
        found.append(public.filter(parent__in=found[-1]).values("pk"))
    return found[0].union(*found[1:])


def parts_of(model: type[Record], pk: int) -> list[int]:
    """Return the ids of the public parts of a record, and of theirs, as deep as `LEVELS`.

    One query for each level that there is, and one where there is none.
    """
    found, level = [], [pk]
    for _ in range(LEVELS):
        parts = list(_parts_below(model).ask(level=level))
        found += [part for part, _has_parts in parts]
        level = [part for part, has_parts in parts if has_parts]
        if not level:
            break
    return found


@cache
def _parts_below(model: type[Record]) -> PreparedQuery:
    """Return the public parts of records that are given, and whether they have any themselves."""

    def build() -> QuerySet:
        public = model.objects.published().order_by("pk")
        below = public.annotate(has_parts=Exists(public.filter(parent=OuterRef("pk"))))
        return below.filter(parent__in=one_of_given("level")).values_list("pk", "has_parts")

    return PreparedQuery(build)


def meets_one_of(model: type[Record], *conditions: Q) -> Q:
    """Return the condition that a record meets one of several, each of which has its index."""
    found = [model.objects.filter(condition).order_by().values("pk") for condition in conditions]
    return Q(pk__in=found[0].union(*found[1:]))


def roll_up_via(kind: Via, model: type[Record], pk: int, loader: Loader) -> dict[str, Any]:
    return {
        "kind": {"code": kind.value, "name": str(kind.label)},
        "record": loader.reference(model, pk),
    }


def via_of_holders(
    holders: Iterable[tuple[str, Via, type[Record]]], ids: Iterable[int | None], loader: Loader
) -> dict[str, Any]:
    """Return the `via` of a row by the first of its holders that has an id."""
    return next(
        roll_up_via(kind, model, pk, loader)
        for (_name, kind, model), pk in zip(holders, ids, strict=True)
        if pk is not None
    )


def read_with_via(
    subject: Subject,
    queryset: AnyRows,
    loader: Loader,
    holders: Iterable[tuple[str, Via, type[Record]]],
) -> Rows:
    """Show records of others, with their `via`.

    `holders` are columns of the queryset: the first that holds an id tells whose a record is.
    """
    columns = list(holders)

    def extend(shown: dict[int, Any], raw: dict[int, Any], loader: Loader) -> None:
        if subject.extend is not None:
            subject.extend(shown, raw, loader)
        for pk, row in shown.items():
            ids = [raw[pk][name] for name, _kind, _model in columns]
            row["via"] = via_of_holders(columns, ids, loader)

    extra = (*subject.extra, *(name for name, _kind, _model in columns))
    rows = read_records(replace(subject, extra=extra, extend=extend), queryset, loader, brief=True)
    for row in rows:
        del row["_pk"]
    return rows
