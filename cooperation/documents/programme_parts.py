"""The parts of programmes as the public sees them: who takes part in them, and their plans."""

from dataclasses import replace
from typing import Any

from django.db import models

from cooperation.documents.cited_order import parts_as_cited
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows, with_owner
from cooperation.kinds.programme import PARTNER, PLAN_ITEM

PLACED_ITEM = replace(PLAN_ITEM, plain=("code", "parent_id"), names={"parent_id": "parent"})

PLAN_ORDER = parts_as_cited("programme")

Owned = list[tuple[int, dict[str, Any]]]


def owned_partners(queryset: models.QuerySet, loader: Loader) -> Owned:
    """Show who takes part in programmes, with the id of each programme."""
    found = []
    for _owner, pk, row in with_owner(queryset, PARTNER, ("programme",), loader):
        if row["amount"] is None:
            row["qualifier"] = None
        found.append((pk, row))
    return found


def owned_plan_items(queryset: models.QuerySet, loader: Loader) -> Owned:
    """Show the items of plans, each under its `parent`, with the id of each programme."""
    found = []
    for _owner, pk, row in with_owner(queryset, PLACED_ITEM, ("programme",), loader):
        row["parent"] = str(row["parent"]) if row["parent"] else None
        found.append((pk, row))
    return found


def read_partners(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
    return [row for _pk, row in owned_partners(queryset, loader)]


def read_plan(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
    return [row for _pk, row in owned_plan_items(queryset, loader)]
