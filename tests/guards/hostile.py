"""Requests that nobody means well with, each made from its number: the same ones every time."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, quote_from_bytes

from tests.api.test_hostile import CURSORS, RAW, VALUES
from tests.guards import addresses
from tests.guards.hostile_values import (
    BODIES,
    CONTROLS,
    DAYS,
    HEADERS,
    METHODS,
    MOMENTS,
    NAMES,
    ODD_PATHS,
    YEARS,
)

SEED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as WSGI has it: path and query as bytes that are written as Latin-1."""

    shape: str
    path: str
    query: str = ""
    method: str = "GET"
    environ: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path[:120]!r} ?{self.query[:160]!r} ({self.shape})"


class Place(NamedTuple):
    """A public address, and the parameters that it takes with values that are understood."""

    path: str
    takes: dict[str, list[str]]


class Hostile:
    """All requests to these places, by their numbers."""

    def __init__(self, places: list[Place]) -> None:
        self.of_api = [place for place in places if "/api/" in place.path]
        self.others = [place for place in places if "/api/" not in place.path]
        self.shapes: list[tuple[Callable[[Random, Place], Asked], int]] = [
            (self.one_value, 8), (self.pair, 6), (self.hostile_pair, 5), (self.control, 5),
            (self.edge, 5), (self.repeated, 3), (self.all_at_once, 1), (self.raw, 3),
            (self.cursor, 3), (self.name, 3), (self.odd_path, 5), (self.odd_method, 2),
            (self.odd_header, 4),
        ]  # fmt: skip

    def request(self, number: int) -> Asked:
        makers, weights = zip(*self.shapes, strict=True)
        random = Random(f"{SEED} {number}")
        # What the API refuses costs least, and has the most parameters.
        place = random.choice(self.of_api if random.random() < 0.5 else self.others)
        return random.choices(makers, weights)[0](random, place)

    def one_value(self, random: Random, place: Place) -> Asked:
        return _asked("one value", place, [(_name(random, place), random.choice(VALUES))])

    def pair(self, random: Random, place: Place) -> Asked:
        return _asked("pair", place, [_understood(random, place) for _number in range(2)])

    def hostile_pair(self, random: Random, place: Place) -> Asked:
        other = (_name(random, place), random.choice(VALUES))
        return _asked("pair, one hostile", place, [_understood(random, place), other])

    def control(self, random: Random, place: Place) -> Asked:
        sign = random.choice(CONTROLS)
        value = random.choice([sign, f"a{sign}b", sign * 50, f"plainword{sign}", f"{sign}ក្រ{sign}"])
        return _asked("control characters", place, [(_name(random, place), value)])

    def edge(self, random: Random, place: Place) -> Asked:
        names = [
            name for name in ("from", "to", "year", "on", "updated_since") if name in place.takes
        ]
        chosen = random.sample(names, min(len(names), 2)) or [random.choice(NAMES)]
        pairs = [(name, random.choice([*DAYS, *MOMENTS, *YEARS])) for name in chosen]
        return _asked("dates at the edge", place, [*pairs, _understood(random, place)])

    def repeated(self, random: Random, place: Place) -> Asked:
        name, value = _understood(random, place)
        values = random.choice([[value] * random.choice([2, 50, 51, 400]), VALUES, [value, ""]])
        return _asked("repeated", place, [(name, one) for one in values])

    def all_at_once(self, random: Random, place: Place) -> Asked:
        names = [name for name in place.takes if random.random() < 0.7]
        return _asked("all at once", place, [(n, random.choice(place.takes[n])) for n in names])

    def raw(self, random: Random, place: Place) -> Asked:
        text = bytes(random.randrange(256) for _number in range(random.choice([3, 30, 300])))
        query = random.choice(
            [*RAW, text.decode("latin-1"), "q=" + quote_from_bytes(text), "q=%u0041"]
        )
        return Asked("raw", _written(place.path), _written(query))

    def cursor(self, random: Random, place: Place) -> Asked:
        orders = place.takes.get("ordering", ["-date"])
        values = [None, "", "2026-01-22", "9999-12-31", "plainword", "\x00", "\ud800", 1, [], {}]
        parts = [random.choice(orders), random.random() < 0.5, random.choice(values)]
        parts.append(random.choice([0, 1, -1, 2**63, 2**70, "1", None, 1e400]))
        plain = json.dumps(parts[: random.choice([3, 4, 4, 4])]).encode()
        text = random.choice([base64.urlsafe_b64encode(plain).decode().rstrip("="), *CURSORS])
        pairs = [("cursor", text), ("ordering", parts[0])]
        return _asked("cursor", place, pairs if random.random() < 0.8 else [*pairs, ("limit", "1")])

    def name(self, random: Random, place: Place) -> Asked:
        suffixes = ["", "__in", "__gt", "[]", "[$ne]", "\x00", " ", "%"]
        name = random.choice([*NAMES, *place.takes]) + random.choice(suffixes)
        return _asked(
            "name", place, [(name, random.choice(["x", "", "1"])), _understood(random, place)]
        )

    def odd_path(self, random: Random, place: Place) -> Asked:
        pieces, odd = place.path.split("/"), random.choice(ODD_PATHS)
        at = random.randrange(1, len(pieces))
        pieces[at] = random.choice([odd, pieces[at] + odd, odd + pieces[at]])
        start = random.choice(["", "", "/km", "/km/km", "/"])
        return Asked("odd path", _written(start + "/".join(pieces)))

    def odd_method(self, random: Random, place: Place) -> Asked:
        body = random.choice(BODIES)
        form = random.choice(
            [
                "application/x-www-form-urlencoded",
                "application/json",
                "multipart/form-data; boundary=x",
            ]
        )
        sent = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": form}
        return Asked("odd method", _written(place.path), "", random.choice(METHODS), sent)

    def odd_header(self, random: Random, place: Place) -> Asked:
        chosen = random.sample(HEADERS, random.choice([1, 1, 2, 4]))
        environ = {name: random.choice(values) for name, values in chosen}
        return Asked("odd header", _written(place.path), "limit=1", environ=environ)


def places(world: addresses.World) -> list[Place]:
    """Return every public address but the desk; lists and their other forms with what they take."""
    taking: dict[str, dict[str, list[str]]] = {}
    by_name: dict[str, dict[str, list[str]]] = {}
    for path, resource in addresses.lists():
        found: dict[str, list[str]] = {"ordering": [*resource.orders], "limit": ["1", "500"]}
        for name, value in addresses.filters(resource, world):
            found.setdefault(name, []).append(value)
        taking[path] = by_name[path.strip("/").removeprefix("api/v1/")] = found
    paths = [*addresses.fixed(), *addresses.of_records(world.values()), *addresses.of_terms()]
    paths = [path.partition("?")[0] for path in paths]
    paths += addresses.in_khmer(paths)
    # A list counts as often as all of the terms, places and records of a kind.
    paths += [path for path in taking for _number in range(6)]
    return [Place(path, _takes(path, by_name)) for path in paths]


def _takes(path: str, by_name: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    plain = path.removeprefix("/km").strip("/").removeprefix("api/v1/")
    beside = {"embed/map": "events", "tripartite": "statements"}
    beside["embed/commitments-by-state"] = "commitments"
    stem, _dot, _suffix = plain.partition(".")
    return by_name.get(beside.get(stem, stem), {})


def _understood(random: Random, place: Place) -> tuple[str, str]:
    if not place.takes:
        return random.choice(NAMES), "1"
    name = random.choice([*place.takes])
    return name, random.choice(place.takes[name])


def _name(random: Random, place: Place) -> str:
    return random.choice([*place.takes, *place.takes, *NAMES])


def _asked(shape: str, place: Place, pairs: list[tuple[str, str]]) -> Asked:
    query = "&".join(f"{quote(n, '')}={quote(v, '', errors='surrogatepass')}" for n, v in pairs)
    return Asked(shape, _written(place.path), query)


def _written(text: str) -> str:
    return text if text.isascii() or max(text) <= "\xff" else text.encode().decode("latin-1")
