"""Links between records, seen from either end."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, by_owner, public_parts
from cooperation.kinds.shapes import Shape
from cooperation.models.base import is_public


def links_collection(
    shape: Shape, owner: str, target: str, other: Callable[[dict[str, Any]], Any] | None = None
) -> Collection:
    """Return the collection `links` of a kind of record whose links lead to its own kind too.

    Each row is {"record", "kind", "direction"}: "out" where the record itself names the other,
    "in" where the other names it; with what the shape shows as it is. `other` picks the record
    that an outgoing link leads to.
    """
    model = shape.model

    def rows(pk: int) -> models.QuerySet:
        found = public_parts(model).filter(is_public(f"{owner}__"))
        return found.filter(Q(**{owner: pk}) | Q(**{target: pk}))

    def read(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        shown = []
        for owner_pk, row in _flat(by_owner(queryset, shape, owner, loader)):
            out = owner_pk == pk
            record = (other(row) if other else row[target]) if out else row[owner]
            plain = {name: row[name] for name in (*shape.plain, "citations")}
            direction = "out" if out else "in"
            own = {"uid": row["uid"], "record": record, "kind": row["kind"]}
            shown.append(own | {"direction": direction} | plain)
        return shown

    return Collection("links", rows, read)


def _flat(found: dict[int, Rows]) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((owner, row) for owner, rows in found.items() for row in rows)
