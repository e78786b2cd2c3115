"""What a source supports: every public fact that cites it, with its value in words."""

from collections import defaultdict
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, public_parts
from cooperation.models import Citation
from cooperation.models.base import Record, is_public
from cooperation.models.prepared import AnyRows, PreparedQuery, given_id
from cooperation.queries import field_words, part_words
from cooperation.vocabulary.source import LocatorType, Stance

OWNERS: dict[str, type[Record]] = {
    name: Citation._meta.get_field(name).related_model for name in Citation.owner_fields
}

Passage = tuple[str, str]
PASSAGE = ("locator_type", "locator")
WHOLE: Passage = ("", "")


def facts_of(pk: Any) -> models.QuerySet:
    """Return the citations of a source whose record, and part, the public sees; in its order."""
    of_public = Q()
    for owner in OWNERS:
        of_public |= is_public(f"{owner}__")
    of_visible = Q(part__isnull=True)
    for kind in part_words.KINDS.values():
        rows = public_parts(kind.model).order_by()
        of_visible |= Q(Exists(rows.filter(pk=OuterRef("part"))))
    found = Citation.objects.filter(of_public, of_visible, source=pk)
    return found.order_by(F("locator_first").asc(nulls_last=True), "locator", "position", "pk")


def first_of_each_passage(pk: int, most: int) -> models.QuerySet:
    """Return the facts of a source, no more than `most` of each passage."""
    places = Window(RowNumber(), partition_by=PASSAGE, order_by=["position", "pk"])
    return facts_of(pk).annotate(place=places).filter(place__lte=most)


def kinds_beyond(pk: int, most: int) -> dict[Passage, set[str]]:
    """Return the kinds of record that rest on each passage that has more than `most` facts."""
    counts = {f"of_{name}": Count(name) for name in OWNERS}
    rows = facts_of(pk).order_by().values(*PASSAGE).annotate(**counts, all=Count("pk"))
    found: dict[Passage, set[str]] = defaultdict(set)
    for row in rows.filter(all__gt=most):
        found[passage_of(row)] |= {name for name in OWNERS if row[f"of_{name}"]}
    return found


def passage_of(row: dict[str, Any]) -> Passage:
    return (row["locator_type"], row["locator"]) if row["locator"] else WHOLE


def in_paragraph(number: int) -> Q:
    """Return the condition that a citation names a paragraph, alone or within a range."""
    return Q(
        locator_type=LocatorType.PARAGRAPH, locator_first__lte=number, locator_last__gte=number
    )


def read_facts(queryset: AnyRows, loader: Loader) -> Rows:
    """Show facts, already resolved: a dozen queries, however many facts."""
    columns = ("pk", "part", "field", "locator_type", "locator", "stance", "stated_value")
    rows = list(queryset.values(*columns, *OWNERS))
    parts = part_words.read_part_words({row["part"] for row in rows if row["part"]}, loader)
    cited = [(*_owner(row), row["field"]) for row in rows if row["field"]]
    fields = field_words.read_field_values(cited, loader)
    found = loader.resolve(
        [
            {
                "row": row,
                "record": loader.reference(*_owner(row)),
                "part": parts.get(row["part"]),
                "value": fields.get((*_owner(row), row["field"])),
            }
            for row in rows
        ]
    )
    return [_shown(fact) for fact in found if fact["record"]]


def facts_collection(name: str, *conditions: Q) -> Collection:
    """Return the collection of a source's facts that meet the conditions."""
    query = PreparedQuery(lambda: facts_of(given_id("pk")).filter(*conditions))
    return Collection(
        name,
        rows=lambda pk: query.rows(pk=pk),
        read=lambda queryset, pk, loader: read_facts(queryset, loader),
    )


def _owner(row: dict[str, Any]) -> tuple[type[Record], int]:
    return next((model, row[name]) for name, model in OWNERS.items() if row[name] is not None)


def _shown(fact: dict[str, Any]) -> dict[str, Any]:
    row = fact["row"]
    model, _pk = _owner(row)
    part = part_words.part_in_words(fact["part"]) if fact["part"] else None
    kind = LocatorType(row["locator_type"])
    field = row["field"]
    return {
        "uid": str(row["pk"]),
        "record": fact["record"],
        "field": field or None,
        "label": field_words.public_field_label(model, field) if field else None,
        "value": field_words.field_in_words(fact["value"]) if field else None,
        "part": part,
        "locator_type": {"code": kind.value, "name": str(kind.label)} if row["locator"] else None,
        "locator": row["locator"] or None,
        "stance": {"code": row["stance"], "name": str(Stance(row["stance"]).label)},
        "stated_value": row["stated_value"] or None,
    }
