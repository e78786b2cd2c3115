"""Numbers as lengths: round steps for an axis."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5))
MOST_STEPS = 4


def scale_steps(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    """Return round numbers at equal distances, from below to above both and always with 0."""
    low, high = min(lowest, Decimal(0)), max(highest, Decimal(0))
    if low == high:
        return [Decimal(0), Decimal(1)]
    step = _step((high - low) / MOST_STEPS)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return [step * number for number in range(first, last + 1)]


def _step(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5, 10, 20 … (or .5, .2 …) that is not less."""
    power = Decimal(10) ** least.adjusted()
    return next((step * power for step in STEPS if step * power >= least), power * 10)
