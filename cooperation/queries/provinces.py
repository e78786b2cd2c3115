"""How many public records lie in each province of Cambodia, cities and all else in it included.

Of organisations those count that have a place on record: their offices.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import get_language
from pyroaring import BitMap

from cooperation.kinds.shapes import read_text
from cooperation.models import Place
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets
from cooperation.rules import record_sets
from cooperation.vocabulary.term import PlaceKind

CAMBODIA, ITS_PROVINCES = "KH", "KH-"
WHOLE, ABROAD, NOWHERE = "whole", "abroad", "nowhere"
# A place, and what it lies in: a city in a province, a market in the city.
LEVELS = ("code", "parent__code", "parent__parent__code")
# By the name of their count: of which kind records are, and what leads to where they lie.
LYING = {
    "events": ("event", "places"),
    "programmes": ("programme", "places"),
    "offices": ("organisation", "place"),
}

Row = dict[str, Any]


def province_rows(
    members: Mapping[str, Callable[[], BitMap]], state: Present, asked: tuple[Any, ...] = ()
) -> tuple[list[Row], list[Row]]:
    """Return the provinces by name, and what lies in none: {"code", "name", "counts"}.

    `members` give the public records by the name of their count; `asked` tells them from others
    of that name. What names several provinces counts in each. The codes of what lies in none are
    those above.
    """
    key = ("provinces", state.key, get_language(), *members, asked)
    return generation.cached_by_generation(key, lambda: _counted(members, state))


def public_members(state: Present) -> dict[str, Callable[[], BitMap]]:
    return {name: partial(_all_of, name, state) for name in LYING}


def _all_of(name: str, state: Present) -> BitMap:
    kind, path = LYING[name]
    sets = public_sets(kind, state)
    if name != "offices":
        return sets.visible
    return record_sets.union(members for _place, members in sets.visible_by(path))


def _counted(
    members: Mapping[str, Callable[[], BitMap]], state: Present
) -> tuple[list[Row], list[Row]]:
    columns = ("pk", "kind", "name_en", "name_km", *LEVELS)
    places = list(Place.objects.order_by("pk").values(*columns))
    where = {place["pk"]: _where([place[level] for level in LEVELS]) for place in places}
    counts = {name: _numbers(name, found(), where, state) for name, found in members.items()}
    provinces = [
        {
            "code": place["code"],
            "name": read_text(place, "name") or place["code"],
            "counts": _of(counts, place["code"]),
        }
        for place in places
        if place["kind"] == PlaceKind.PROVINCE and place["code"].startswith(ITS_PROVINCES)
    ]
    others = [{"code": code, "counts": _of(counts, code)} for code in (WHOLE, ABROAD, NOWHERE)]
    return sorted(provinces, key=lambda row: row["name"]), others


def _of(counts: Mapping[str, Mapping[str, int]], code: str) -> dict[str, int]:
    return {name: of_name.get(code, 0) for name, of_name in counts.items()}


def _numbers(
    name: str, members: BitMap, where: Mapping[int, str], state: Present
) -> dict[str, int]:
    kind, path = LYING[name]
    lying: dict[str, list[BitMap]] = defaultdict(list)
    for place, records in public_sets(kind, state).visible_by(path):
        if place in where:
            lying[where[place]].append(records)
    found = {code: record_sets.union(sets) & members for code, sets in lying.items()}
    nowhere = members - record_sets.union(found.values())
    return {code: len(of_code) for code, of_code in found.items()} | {NOWHERE: len(nowhere)}


def _where(codes: Iterable[str | None]) -> str:
    """Return where a place lies, by its own code and those of what it lies in, from near to far."""
    known = [code for code in codes if code]
    in_a_province = (code for code in known if code.startswith(ITS_PROVINCES))
    return next(in_a_province, WHOLE if CAMBODIA in known else ABROAD)
