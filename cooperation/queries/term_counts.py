"""How many public records stand under terms and places, with the terms and places below them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import TextField, Value

from cooperation.documents.parts import parts_of_public
from cooperation.kinds.registry import KINDS
from cooperation.models import Event, Organisation, Programme, Term

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


def ids_below_each(model: type[models.Model], pks: Iterable[int]) -> dict[int, list[int]]:
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
    for kind in KINDS.values():
        for owner, path, part in kind.fields_to(Term):
            if part is None:
                yield kind.name, kind.model.objects.published(), path, "pk"
            else:
                yield kind.name, parts_of_public(part, owner), path, owner


def _counts(
    model: type[models.Model], pks: list[int], naming: list[Named], names: tuple[str, ...]
) -> Counts:
    groups = ids_below_each(model, pks)
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
