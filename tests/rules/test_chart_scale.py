from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.chart_scale import MOST_STEPS, scale_steps

VALUES = st.decimals(-(10**12), 10**12, places=4)


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        (60, 500, [0, 200, 400, 600]),
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 0, [0, 1]),
        (-30, 100, [-50, 0, 50, 100]),
        (Decimal("0.2"), Decimal("0.5"), [0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6")]),
        (7, 7, [0, 2, 4, 6, 8]),
    ],
)
def test_an_axis_has_round_steps_and_holds_zero(lowest, highest, expected):
    assert scale_steps(Decimal(lowest), Decimal(highest)) == expected


@given(VALUES, VALUES)
def test_an_axis_holds_every_value_in_few_steps(one: Decimal, other: Decimal):
    found = scale_steps(min(one, other), max(one, other))

    assert found[0] <= min(one, other) and max(one, other) <= found[-1]
    assert Decimal(0) in found
    assert 2 <= len(found) <= MOST_STEPS + 3
