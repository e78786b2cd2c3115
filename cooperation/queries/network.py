"""Who works with whom: around one record, and organisation by organisation in the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any
from uuid import UUID

from django.db.models import F, UUIDField, Value
from django.db.models.functions import Cast

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows, parts_of_public
from cooperation.models import Organisation, Participation, ProgrammeOrganisation
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.public_sets import public_sets

MOST_OCCASIONS, MOST_ORGANISATIONS = 50, 12
MOST_ROWS = 3000
MOST_CONNECTED = 20
TAKING_PART = "participations__organisation"
# Where an organisation acts with others, by the part that says so.
WAYS = ((Participation, "event"), (ProgrammeOrganisation, "programme"))


def record_neighbourhood(record: dict[str, Any], loader: Loader) -> Rows:
    """Return where the record's neighbours met, from its detail: itself if they meet in it, first.

    Each row has its `record` (a reference or a row of a list), `is_centre`, `count` and the first
    `organisations`: {"organisation", "is_own"}, those met most often first. `is_own`: it is there
    through the person that the record is. An organisation is not its own neighbour.
    """
    occasions = list(_occasions(record))[:MOST_OCCASIONS]
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for uid, organisation, person in _acting(occasions):
        is_own = person == UUID(record["uid"])
        found[str(uid)][organisation] = found[str(uid)].get(organisation, False) or is_own
    met = Counter(organisation for of in found.values() for organisation in of)
    rows = [
        {
            "record": occasion,
            "is_centre": occasion["uid"] == record["uid"],
            "count": len(found[occasion["uid"]]),
            "organisations": [
                {
                    "organisation": loader.reference(Organisation, organisation),
                    "is_own": found[occasion["uid"]][organisation],
                }
                for organisation in sorted(found[occasion["uid"]], key=lambda pk: (-met[pk], pk))[
                    : MOST_ORGANISATIONS + 1
                ]
            ],
        }
        for occasion in occasions
    ]
    return [_without(row, record["uid"]) for row in loader.resolve(rows)]


def meeting_matrix(state: Present) -> dict[str, Any]:
    """Return the organisations that met the most others at events, and how often in pairs.

    `organisations` are references with the number of others `met` and of `events`; `together`
    holds the number of events of each pair of uids, in either order; `count` is of all that met.
    """
    first, count, together = generation.cached_by_generation(
        ("matrix", state.key), lambda: _matrix(state)
    )
    loader = Loader(at=state.at)
    bodies = loader.resolve([loader.reference(Organisation, pk) for pk, *_ in first])
    uids = {pk: body["uid"] for (pk, *_), body in zip(first, bodies, strict=True)}
    return {
        "organisations": [
            {"organisation": body, "met": met, "events": events}
            for (_pk, met, events), body in zip(first, bodies, strict=True)
        ],
        "count": count,
        "together": {(uids[one], uids[other]): number for one, other, number in together},
    }


def meeting_circles(state: Present) -> Counter[tuple[int, ...]]:
    """Return the organisations that met at a public event, and at how many the same ones met.

    Each circle is in the order of ids.
    """
    organisations = public_sets("organisation", state).visible
    acting: dict[int, list[int]] = defaultdict(list)
    for organisation, events in public_sets("event", state).visible_by(TAKING_PART):
        if organisation in organisations:
            for event in events:
                acting[event].append(organisation)
    return Counter(tuple(circle) for circle in acting.values() if len(circle) > 1)


def _matrix(state: Present) -> tuple[list[tuple[int, int, int]], int, list[tuple[int, int, int]]]:
    found = meeting_circles(state)
    met: dict[int, set[int]] = defaultdict(set)
    events: Counter[int] = Counter()
    for circle, number in found.items():
        for organisation in circle:
            met[organisation].update(circle)
            events[organisation] += number
    ranked = sorted((-len(met[pk]), -events[pk], pk) for pk in met)[:MOST_CONNECTED]
    first = [(pk, -circle - 1, -number) for circle, number, pk in ranked]
    shown = {pk for pk, *_ in first}
    together: Counter[tuple[int, int]] = Counter()
    for circle, number in found.items():
        for pair in permutations(shown.intersection(circle), 2):
            together[pair] += number
    return first, len(met), [(*pair, number) for pair, number in together.items()]


def _occasions(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the events and programmes in which a record meets others, each once."""
    match record["type"]:
        case "organisation":
            given = [row["event"] for row in record["events"]]
            given += [row["programme"] for row in record["programmes"]]
        case "person":
            given = [row["event"] for row in record["events"]]
        case "programme":
            given = [record, *record["events"]]
        case _:
            linked = [row["record"] for row in record["links"]]
            given = [record, record["parent"], *record["children"], *linked]
    found: dict[str, dict[str, Any]] = {}
    for occasion in filter(None, given):
        found.setdefault(occasion["uid"], occasion)
    yield from found.values()


def _acting(occasions: Iterable[dict[str, Any]]) -> Iterable[tuple[Any, int, Any]]:
    """Return (occasion, organisation, person or None) of all that act in these: one query."""
    uids = [occasion["uid"] for occasion in occasions]
    if not uids:
        return []
    found = []
    for model, owner in WAYS:
        rows = parts_of_public(model, owner).filter(
            **{f"{owner}__uid__in": uids}, organisation__isnull=False
        )
        # PostgreSQL takes a bare NULL for text, and no union of text and ids.
        nobody = Cast(Value(None), UUIDField())
        person = F("person__uid") if model is Participation else nobody
        found.append(rows.values_list(f"{owner}__uid", "organisation", person).distinct())
    return found[0].union(*found[1:])[:MOST_ROWS]


def _without(row: dict[str, Any], uid: str) -> dict[str, Any]:
    """Return the row without the organisation that it is about, and no more than are shown."""
    others = [item for item in row["organisations"] if item["organisation"]]
    kept = [item for item in others if item["organisation"]["uid"] != uid]
    return row | {
        "organisations": kept[:MOST_ORGANISATIONS],
        "count": row["count"] - (len(others) - len(kept)),
    }
