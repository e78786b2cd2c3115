"""Figures as the public sees them."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, public_parts, read_parts
from cooperation.kinds.shared import FIGURE
from cooperation.models import Figure
from cooperation.rules import figures


def figures_of(owner: str) -> Collection:
    """Return the collection of a record's figures; each has its `text` in words."""

    def read(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        return [with_text(row) for row in read_parts(queryset, FIGURE, owner, loader)]

    return Collection("figures", lambda pk: public_parts(Figure).filter(**{owner: pk}), read)


def with_text(row: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as shown, with its `text`."""
    words = figures.figure_in_words(
        Decimal(str(row["value"])),
        row["qualifier"]["code"],
        row["unit"] or "",
        language=get_language() or "en",
    )
    return row | {"text": words}
