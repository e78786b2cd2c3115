"""How many commitments stand how: past due, due, kept."""

from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.rules import dates
from cooperation.vocabulary.commitment import SETTLED, Standing


def standings(
    rows: QuerySet, state: Present, asked: tuple[Any, ...] = ()
) -> list[tuple[Standing, int]]:
    """Return each standing with the number of commitments, in the order of the list.

    `rows` have their status; `asked` tells them from others.
    """
    counts = generation.kept(("standings", state.key, asked), lambda: _counted(rows, state))
    return [(standing, counts.get(standing, 0)) for standing in Standing]


def _counted(rows: QuerySet, state: Present) -> dict[str, int]:
    late = Q(due_latest__lt=dates.today(state.at)) & ~Q(status__in=SETTLED)
    standing = Case(
        When(late, then=Value(Standing.PAST_DUE)),
        When(~Q(status=""), then=F("status")),
        When(due="", then=Value(Standing.UNDATED)),
        default=Value(Standing.DUE),
        output_field=CharField(),
    )
    return dict(
        rows.order_by().annotate(standing=standing).values_list("standing").annotate(Count("pk"))
    )
