from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def moved_items(before: Sequence[T], after: Sequence[T]) -> set[T]:
    """Return what changed its place among the others; what came or went moves nothing.

    The fewest that explain the new order: all others follow each other as they did.
    """
    places = {item: place for place, item in enumerate(before)}
    common = [item for item in after if item in places]
    tails: list[int] = []
    ends: list[T] = []
    previous: dict[T, T | None] = {}
    for item in common:
        slot = bisect_left(tails, places[item])
        tails[slot : slot + 1] = [places[item]]
        ends[slot : slot + 1] = [item]
        previous[item] = ends[slot - 1] if slot else None
    stayed: set[T] = set()
    last = ends[-1] if ends else None
    while last is not None:
        stayed.add(last)
        last = previous[last]
    return set(common) - stayed
