"""The addresses of all public records, in stretches of their ids: for whoever walks them all."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, IntegerField, Max, TextField, Value

from cooperation.documents.references import record_address
from cooperation.models import Statement, Term
from cooperation.models.base import Record, record_models
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets
from cooperation.queries.term import PAGES
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import State

# A sitemap may hold 50,000 addresses: as many pages, in each language.
STRETCH = 10_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """The public records of one kind whose ids lie in one stretch: how many, how new."""

    kind: str
    number: int
    count: int
    changed_at: dt.datetime | None


class Address(NamedTuple):
    url: str
    changed_at: dt.datetime | None


def list_stretches(state: Present) -> list[Stretch]:
    """Return every stretch that holds a public record; one query finds how new they are."""
    sets = {kind: public_sets(kind, state) for kind in kinds_with_addresses()}
    found = [
        # Without a look at times an index alone tells it: few are hidden by these.
        model.objects.filter(state=State.PUBLISHED)
        .exclude(pk__in=list(sets[kind].hidden))
        .order_by()
        .annotate(
            of_kind=Value(kind, output_field=TextField()),
            number=F("pk") / Value(STRETCH, output_field=IntegerField()),
        )
        .values("of_kind", "number")
        .annotate(changed_at=Max("updated_at"))
        .values_list("of_kind", "number", "changed_at")
        for kind, model in kinds_with_addresses().items()
    ]
    stretches = []
    for kind, number, changed_at in found[0].union(*found[1:], all=True):
        first = number * STRETCH
        count = sets[kind].visible.range_cardinality(first, first + STRETCH)
        stretches.append(Stretch(kind, number, count, changed_at))
    return sorted(stretches, key=lambda one: (one.kind, one.number))


def addresses_of(kind: str, number: int) -> list[Address]:
    """Return the addresses of the public records in a stretch, by id."""
    model = kinds_with_addresses()[kind]
    key = "uid" if model is Statement else "slug"
    start = number * STRETCH
    rows = model.objects.published().filter(pk__gte=start, pk__lt=start + STRETCH).order_by("pk")
    found = rows.values_list(key, "updated_at")
    return [Address(record_address(kind, str(one)), changed_at) for one, changed_at in found]


def addresses_of_terms() -> list[Address]:
    rows = Term.objects.filter(scheme__code__in=PAGES).order_by("pk")
    found = rows.values_list("scheme__code", "code")
    return [
        Address(record_address(PAGES[SchemeCode(scheme)], code), None) for scheme, code in found
    ]


def kinds_with_addresses() -> dict[str, type[Record]]:
    return {model._meta.model_name: model for model in record_models()}
