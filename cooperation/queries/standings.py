"""How commitments stand: date ahead or passed, kept; how many, and which come first."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, QuerySet

from cooperation.documents.commitment import COMMITMENTS, standing_expression
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.records import read_pks
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.vocabulary.commitment import Standing

MOST = 5
PIECE = 2000


def count_standings(
    rows: QuerySet, state: Present, asked: tuple[Any, ...] = ()
) -> list[tuple[Standing, int]]:
    """Return each standing with the number of commitments, in the order of the list.

    `rows` have their status; `asked` tells them from others.
    """
    counts = generation.cached_by_generation(
        ("standings", state.key, asked), lambda: _counted(rows, state)
    )
    return [(stands, counts.get(stands, 0)) for stands in Standing]


def first_of_each(rows: QuerySet, state: Present, asked: tuple[Any, ...] = ()) -> Rows:
    """Return the commitments that are due first of each standing."""
    pks = generation.cached_by_generation(
        ("first of each", state.key, asked), lambda: _first(rows, state)
    )
    loader = Loader(at=state.at)
    return loader.resolve(read_pks(COMMITMENTS, pks, loader, brief=True))


def _counted(rows: QuerySet, state: Present) -> dict[str, int]:
    standing_rows = _standing(rows, state).values_list("standing")
    return dict(standing_rows.annotate(Count("pk")))


def _first(rows: QuerySet, state: Present) -> list[int]:
    # To put all in order once and to pick takes half of what a rank within each standing does.
    ordered = _standing(rows, state).order_by(F("due_latest").asc(nulls_last=True), "pk")
    found: dict[str, list[int]] = defaultdict(list)
    for stands, pk in ordered.values_list("standing", "pk").iterator(chunk_size=PIECE):
        if len(found[stands]) < MOST:
            found[stands].append(pk)
    return [pk for stands in Standing for pk in found[stands]]


def _standing(rows: QuerySet, state: Present) -> QuerySet:
    return rows.order_by().annotate(standing=standing_expression(state.at))
