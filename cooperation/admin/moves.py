"""What a merge moves, in words."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.admin.guarded import editor_of
from cooperation.models.base import Record
from cooperation.models.wording import field_label
from cooperation.publishing import content_rows
from cooperation.publishing.content_rows import Place
from cooperation.publishing.merge_moves import Move
from cooperation.publishing.merging import Plan
from cooperation.publishing.permissions import is_permitted

MOST_SHOWN = 200


def moves_in_words(request: HttpRequest, moves: Sequence[Move], *, but: Record) -> dict[str, Any]:
    """Return the records that a merge changes besides `but`, each with the places that change.

    Of a kind that the editor may not view, only how many there are.
    """
    others = [move for move in moves if move.record != but]
    seen = [move for move in others if is_permitted(editor_of(request), "view", move.record)]
    return {
        "rows": [
            {
                "record": move.record,
                "kind": move.record._meta.verbose_name,
                "address": _address(move.record),
                "places": "; ".join(map(str, move.places)),
                "is_waiting": move.draft is not None,
            }
            for move in seen[:MOST_SHOWN]
        ],
        "more": max(len(seen) - MOST_SHOWN, 0),
        "unseen": len(others) - len(seen),
        "count": len(others),
    }


def taken_in_words(plan: Plan) -> list[tuple[str, str]]:
    """Return what the kept record takes of the other, and what it does not: (label, words)."""
    model = type(plan.kept)
    counted = [
        (capfirst(str(kind._meta.verbose_name_plural)), str(len(entries)))
        for kind, entries in content_rows.part_rows(model, plan.given)
        if entries
    ]
    fields = {
        _("Kept as other names"): plan.taken.names,
        _("Filled in where it was empty"): _labels(plan.taken.filled),
        _("Left as the kept record has it"): _labels(plan.taken.given_up),
    }
    return [*((title, ", ".join(words)) for title, words in fields.items() if words), *counted]


def _labels(places: Sequence[Place]) -> list[str]:
    return [field_label(place.model, place.field) for place in places]


def _address(record: models.Model) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])
