"""Which values of filters lie directly below which: terms, places, organisations."""

from collections import defaultdict

from django.db import models
from django.db.models import TextField, Value

from cooperation.models import Organisation, Place, Term

# The models whose rows are values of filters.
TARGETS: tuple[type[models.Model], ...] = (Term, Place, Organisation)


def children_of_values() -> dict[str, dict[str, list[str]]]:
    """Return the ids of what lies directly in each row, by name of its model and by its id."""
    first, *others = (
        model._default_manager.filter(parent__isnull=False)
        .order_by()
        .values_list(Value(model.__name__, output_field=TextField()), "pk", "parent_id")
        for model in TARGETS
    )
    found: dict[str, dict[str, list[str]]] = {
        model.__name__: defaultdict(list) for model in TARGETS
    }
    for name, pk, parent in first.union(*others, all=True):
        found[name][str(parent)].append(str(pk))
    return found
