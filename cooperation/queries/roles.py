"""The parts of other records that name a record: what an organisation or person does in them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, by_owner, public_parts
from cooperation.kinds.shapes import Shape
from cooperation.models.base import is_public
from cooperation.models.prepared import AnyRows, PreparedQuery, given_id


def roles_collection(
    name: str, shape: Shape, owner: str, condition: Callable[[Any], Q], *order: Any
) -> Collection:
    """Return the collection of the parts that stand in `condition` to a given id.

    Each row names the record that owns it, under the name `owner`; its citations are its own or,
    failing them, those of that whole record.
    """
    query = roles_query(shape, owner, lambda: condition(given_id("pk")), *order)

    def read(queryset: AnyRows, pk: Any, loader: Loader) -> Rows:
        return read_roles(queryset, shape, owner, loader)

    return Collection(name, lambda pk: query.rows(pk=pk), read)


def roles_query(shape: Shape, owner: str, condition: Callable[[], Q], *order: Any) -> PreparedQuery:
    """Return the public parts of public records that meet a condition on what is given."""

    def build() -> models.QuerySet:
        found = public_parts(shape.model).filter(is_public(f"{owner}__")).filter(condition())
        return found.order_by(*order, owner, "position", "pk")

    return PreparedQuery(build)


def read_roles(queryset: AnyRows, shape: Shape, owner: str, loader: Loader) -> Rows:
    root = shape.model._meta.get_field(owner).related_model
    return [
        {owner: loader.reference(root, root_pk)}
        | part
        | {"citations": loader.evidence((root, root_pk, UUID(part["uid"])))}
        for root_pk, found in by_owner(queryset, shape, owner, loader).items()
        for part in found
    ]
