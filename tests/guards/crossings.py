"""Public rows that name hidden records, through every link that there is."""

from django.core.exceptions import ValidationError
from django.db import models

from cooperation.models.base import Part, Record, part_models
from tests.guards.rows import KINDS, ONE_OF, OPEN, PUBLIC, World, filled, links, links_to


def write_crossings(public: World, hidden: World) -> list[models.Model]:
    """Write public rows that name a hidden record, for every link of every model.

    One row names public records in its other links, another names nothing that it need not.
    """
    crossings = []
    parts = {part: None for kind in KINDS for part, _owner in part_models(kind)}
    for model in (*KINDS, *parts):
        for field in links(model):
            written = [
                row
                for owner in _owners(model, public)
                for needed_only in (False, True)
                if (row := _crossing(model, field, hidden, public, owner, needed_only))
            ]
            assert written, f"No row of {model.__name__} could name a hidden {field.name}."
            crossings += written
    return crossings


def _crossing(
    model: type[models.Model],
    field: models.Field,
    hidden: World,
    public: World,
    owner: dict[str, Record],
    needed_only: bool,
) -> models.Model | None:
    root = next(iter(owner.values()), None)
    given = links_to(model, public, root, needed_only) | owner
    if issubclass(model, Record):
        given |= PUBLIC
    if not field.many_to_many:
        alternatives = ONE_OF.get(model.__name__, ())
        given |= {name: None for name in alternatives if field.name in alternatives}
        given[field.name] = hidden[field.related_model]
    row = filled(model, OPEN, **given)
    try:
        row.validate_constraints()
    except ValidationError:
        return None
    model.objects.bulk_create([row])
    if field.many_to_many:
        getattr(row, field.name).set([hidden[field.related_model]])
    return row


def _owners(model: type[models.Model], public: World) -> list[dict[str, Record]]:
    if not issubclass(model, Part):
        return [{}]
    kinds = {name: model._meta.get_field(name).related_model for name in model.owner_fields}
    return [{name: public[kind]} for name, kind in kinds.items() if kind in public]
