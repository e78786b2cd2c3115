"""A table costs the same a row however long it is: ratios in one run, never times."""

from itertools import pairwise

import pytest

from cooperation.exchange import importing
from cooperation.exchange.tables import TABLES
from cooperation.models import Event
from tests.benchmarks.growth import clock
from tests.exchange import importing_events, tabling
from tests.factories import AT

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

FEW, MANY = 300, 3_000
MOST = 1.5


def seconds_a_row(count: int) -> dict[str, float]:
    """Return what each step of a new import takes for each of its rows."""
    by = tabling.editor()
    file = importing_events.table(count)
    moments = [clock()]
    batch = importing.begin_import(file, TABLES["events"], file_name="table.csv", by=by, at=AT)
    moments.append(clock())
    importing.go_on(batch.pk, at=AT, seconds=3_600)
    moments.append(clock())
    importing.confirm_import(batch, by=by, at=AT)
    importing.go_on(batch.pk, at=AT, seconds=3_600, rest=lambda _seconds: None)
    moments.append(clock())
    spans = pairwise(moments)
    steps = ("read", "check", "apply")
    return {step: (end - start) / count for step, (start, end) in zip(steps, spans, strict=True)}


def test_a_row_of_3000_costs_what_a_row_of_300_costs():
    importing_events.lists()
    # The first of all also loads what every import needs.
    seconds_a_row(10)
    few = seconds_a_row(FEW)
    many = seconds_a_row(MANY)
    assert Event.objects.count() == 10 + FEW + MANY
    ratios = {step: round(many[step] / few[step], 2) for step in few}
    print(f"From {FEW} to {MANY} rows, for each row: {ratios}")
    assert {step: ratio for step, ratio in ratios.items() if ratio > MOST} == {}
