"""How many public records stand under terms and places, with the terms and places below them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import models

from cooperation.kinds.registry import KINDS
from cooperation.models import Place, Term
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets

OF_TERMS = ("programmes", "events", "statements", "commitments", "sources")
OF_PLACES = ("programmes", "events", "organisations")
# What leads from records to where they lie.
LYING = {
    "programmes": ("places",),
    "events": ("places",),
    "organisations": ("place", "country"),
}

Counts = dict[int, dict[str, int]]


def term_counts(pks: Iterable[int], state: Present) -> Counts:
    paths = {kind.name: kind.paths_to_terms() for kind in KINDS.values()}
    return _counts(Term, pks, {name: paths[name] for name in OF_TERMS}, state)


def place_counts(pks: Iterable[int], state: Present) -> Counts:
    return _counts(Place, pks, {name: LYING[name] for name in OF_PLACES}, state)


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


def _counts(
    model: type[models.Model],
    pks: Iterable[int],
    naming: Mapping[str, Sequence[str]],
    state: Present,
) -> Counts:
    kinds = {kind.name: kind.model_name for kind in KINDS.values()}
    sets = {name: public_sets(kinds[name], state) for name in naming}
    return {
        pk: {
            name: sets[name].count_naming(paths, [str(one) for one in group])
            for name, paths in naming.items()
        }
        for pk, group in ids_below_each(model, pks).items()
    }
