"""Links between records, seen from either end."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, public_parts, with_owner
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

    def rows_of(pks: Iterable[int]) -> models.QuerySet:
        rows, of = public_parts(shape.model).filter(is_public(f"{owner}__")), list(pks)
        return rows.filter(Q(**{f"{owner}__in": of}) | Q(**{f"{target}__in": of}))

    def shown(row: dict[str, Any], *, out: bool) -> dict[str, Any]:
        record = (other(row) if other else row[target]) if out else row[owner]
        plain = {name: row[name] for name in (*shape.plain, "citations")}
        own = {"uid": row["uid"], "record": record, "kind": row["kind"]}
        return own | {"direction": "out" if out else "in"} | plain

    def both_ends(rows: models.QuerySet, loader: Loader) -> dict[int, Rows]:
        # The links that one record names stand together.
        ends: dict[int, dict[int, Rows]] = defaultdict(lambda: defaultdict(list))
        for _owner, pk, row in with_owner(rows, shape, (owner,), loader):
            ends[pk][pk].append(shown(row, out=True))
            if row[target] is not None:
                ends[row[target].pk][pk].append(shown(row, out=False))
        return {pk: list(chain.from_iterable(of.values())) for pk, of in ends.items()}

    return Collection(
        "links",
        rows=lambda pk: rows_of([pk]),
        read=lambda queryset, pk, loader: both_ends(queryset, loader).get(pk, []),
        of_many=lambda pks, loader: both_ends(rows_of(pks), loader),
    )
