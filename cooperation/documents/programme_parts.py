"""The parts of programmes as the public sees them: who takes part in them, and their plans."""

from dataclasses import replace
from typing import Any

from django.db import models

from cooperation.documents.cited_order import parts_as_cited
from cooperation.documents.loading import Loader
from cooperation.documents.parts import parts_collection, with_owner
from cooperation.kinds.programme import PARTNER, PLAN_ITEM

PLACED_ITEM = replace(PLAN_ITEM, plain=("code", "parent_id"), names={"parent_id": "parent"})

PLAN_ORDER = parts_as_cited("programme")

Owned = list[tuple[int, dict[str, Any]]]


def owned_partners(queryset: models.QuerySet, loader: Loader) -> Owned:
    """Show who takes part in programmes, with the id of each programme."""
    rows = with_owner(queryset, PARTNER, ("programme",), loader)
    return [(pk, _partner(row)) for _owner, pk, row in rows]


def owned_plan_items(queryset: models.QuerySet, loader: Loader) -> Owned:
    """Show the items of plans, each under its `parent`, with the id of each programme."""
    rows = with_owner(queryset, PLACED_ITEM, ("programme",), loader)
    return [(pk, _plan_item(row)) for _owner, pk, row in rows]


def _partner(row: dict[str, Any]) -> dict[str, Any]:
    return row if row["amount"] is not None else row | {"qualifier": None}


def _plan_item(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"parent": str(row["parent"]) if row["parent"] else None}


PARTNERS = parts_collection("organisations", PARTNER, "programme", complete=_partner)
PLAN = parts_collection("plan_items", PLACED_ITEM, "programme", PLAN_ORDER, complete=_plan_item)
