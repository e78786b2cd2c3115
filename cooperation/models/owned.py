"""Which kinds of part some records have rows of: most have few of the many there could be."""

from collections.abc import Collection
from functools import cache

from django.db import connections, models, router

from cooperation.models.base import Part, part_models

# Of more records than these together any kind is likely to have some.
MOST = 20

Owned = tuple[tuple[type[Part], str], ...]


def owned_parts(model: type[models.Model], pks: Collection[int]) -> Owned:
    """Return the kinds of part that any of these records has, as `part_models` gives them.

    One query. Of very many records all kinds are returned, at none.
    """
    known: Owned = part_models(model)  # type: ignore[arg-type]
    if not known or len(pks) > MOST:
        return known
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        cursor.execute(_question(connection.vendor, model, len(pks)), [*pks] * len(known))
        found = {number for (number,) in cursor.fetchall()}
    return tuple(kind for number, kind in enumerate(known) if number in found)


@cache
def _question(vendor: str, model: type[models.Model], count: int) -> str:
    quote = connections[router.db_for_write(model)].ops.quote_name
    marks = ", ".join(["%s"] * count)
    looks = []
    for number, (part, owner) in enumerate(part_models(model)):  # type: ignore[arg-type]
        column = quote(part._meta.get_field(owner).column)  # type: ignore[union-attr]
        rows = f"SELECT 1 FROM {quote(part._meta.db_table)} WHERE {column} IN ({marks})"
        looks.append(f"SELECT {number} WHERE EXISTS ({rows})")
    return " UNION ALL ".join(looks)
