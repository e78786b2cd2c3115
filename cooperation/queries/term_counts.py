"""How many public records stand under terms and places, with the terms and places below them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import TextField, Value

from cooperation.models import (
    Commitment,
    Event,
    Figure,
    Item,
    Organisation,
    Participation,
    PlanItem,
    Programme,
    ProgrammeOrganisation,
    RecordTerm,
    Source,
)
from cooperation.models.shared import TAGGED
from cooperation.queries.parts import parts_of_public

# The records that name a term in a column of their own, and the parts that name one for them.
NAMING = (
    (Programme, "kind"),
    (Programme, "dac_sector"),
    (Event, "kind"),
    (Commitment, "kind"),
    (Source, "kind"),
)
NAMING_PARTS: tuple[tuple[Any, str, str], ...] = (
    *((RecordTerm, owner, "term") for owner in TAGGED),
    (ProgrammeOrganisation, "programme", "role"),
    (PlanItem, "programme", "kind"),
    (Figure, "programme", "measure"),
    (Participation, "event", "role"),
    (Item, "event", "kind"),
    (Figure, "event", "measure"),
)
LYING = (
    (Programme, "places"),
    (Event, "places"),
    (Organisation, "place"),
    (Organisation, "country"),
)

OF_TERMS = ("programmes", "events", "statements", "commitments", "sources")
OF_PLACES = ("programmes", "events", "organisations")

Counts = dict[int, dict[str, int]]
Named = tuple[str, models.QuerySet, str, str]


def term_counts(model: type[models.Model], pks: Iterable[int]) -> Counts:
    return _counts(model, list(pks), list(_naming()), OF_TERMS)


def place_counts(model: type[models.Model], pks: Iterable[int]) -> Counts:
    lying = [(_plural(record), record.objects.published(), path, "pk") for record, path in LYING]
    return _counts(model, list(pks), lying, OF_PLACES)


def below(model: type[models.Model], pks: Iterable[int]) -> dict[int, list[int]]:
    """Return each id with the ids of all that lies below it, itself among them: one query."""
    parents = dict(model.objects.filter(parent__isnull=False).values_list("pk", "parent_id"))
    found = {pk: [pk] for pk in pks}
    for pk in parents:
        above = parents.get(pk)
        while above is not None:
            if above in found:
                found[above].append(pk)
            above = parents.get(above)
    return found


def _naming() -> Iterator[Named]:
    for record, path in NAMING:
        yield _plural(record), record.objects.published(), path, "pk"
    for part, owner, path in NAMING_PARTS:
        rows = parts_of_public(part, owner)
        yield _plural(part._meta.get_field(owner).related_model), rows, path, owner


def _counts(
    model: type[models.Model], pks: list[int], naming: list[Named], names: tuple[str, ...]
) -> Counts:
    groups = below(model, pks)
    wanted = {pk for group in groups.values() for pk in group}
    found = [
        rows.order_by()
        .filter(**{f"{path}__in": wanted})
        .values_list(Value(name, output_field=TextField()), path, record)
        for name, rows, path, record in naming
    ]
    records: dict[tuple[str, int], set[int]] = defaultdict(set)
    for name, pk, record in found[0].union(*found[1:]):
        records[name, pk].add(record)
    return {
        pk: {name: len(set().union(*(records[name, item] for item in group))) for name in names}
        for pk, group in groups.items()
    }


def _plural(model: type[models.Model]) -> str:
    return f"{model._meta.model_name}s"
