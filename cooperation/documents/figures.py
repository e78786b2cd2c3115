"""Figures as the public sees them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from cooperation.documents.parts import Collection, parts_collection
from cooperation.kinds.shared import FIGURE
from cooperation.rules import figures


def figures_of(owner: str) -> Collection:
    """Return the collection of a record's figures; each has its `text` in words."""
    return parts_collection("figures", FIGURE, owner, complete=with_text)


def with_text(row: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as shown, with its `text`."""
    words = figures.figure_in_words(
        Decimal(str(row["value"])),
        row["qualifier"]["code"],
        row["unit"] or "",
        language=get_language() or "en",
    )
    return row | {"text": words}
