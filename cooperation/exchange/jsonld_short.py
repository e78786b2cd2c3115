"""Short forms in the vocabulary of schema.org: what a record says of other records and of days."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cooperation.exchange.outgoing import Row, name_line
from cooperation.rules import dates
from cooperation.rules.times import bounds_of_hours, time_zone_of
from cooperation.vocabulary.organisation import Constituent

Thing = dict[str, Any]

SCHEMA = "https://schema.org"
PLAIN_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
MOST = 20
REFERENCES = {
    "programme": "Project",
    "event": "Event",
    "organisation": "Organization",
    "person": "Person",
    "statement": "CreativeWork",
    "source": "CreativeWork",
}


def without_blanks(node: Thing) -> Thing:
    """Return a node without what is not stated."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def short_reference(row: Row | None) -> Thing | None:
    """Return a short form of a record that another names; None where there is none."""
    if row is None:
        return None
    kind = REFERENCES.get(row["type"], "Thing")
    if row.get("constituent") == Constituent.GOVERNMENT:
        kind = "GovernmentOrganization"
    return {"@type": kind, "@id": row["url"], "name": name_line(row), "url": row["url"]}


def short_references(rows: Iterable[Row | None]) -> list[Thing]:
    found = {row["url"]: node for row in rows if (node := short_reference(row)) and row}
    return list(found.values())[:MOST]


def party_references(rows: Iterable[Row], roles: set[str]) -> list[Thing]:
    chosen = [row for row in rows if row["role"]["code"] in roles]
    return short_references(row["person"] or row["organisation"] for row in chosen)


def source_references(record: Row) -> list[Thing]:
    return short_references(citation["source"] for citation in record["citations"])


def tag_names(record: Row) -> list[Thing]:
    return [
        {"@type": "DefinedTerm", "name": tag["name"], "termCode": tag["code"]}
        for name in ("themes", "goals")
        for tag in record[name]
    ]


def place_nodes(record: Row) -> list[Thing]:
    return [{"@type": "AdministrativeArea", "name": place["name"]} for place in record["places"]]


def stated_bounds(date: Row | None) -> tuple[str | None, str | None]:
    """Return the first and the last day, month or year, as far as stated without doubt."""
    start, slash, end = ((date or {}).get("edtf") or "").partition("/")
    sides = (start, end if slash else start)
    first, last = (text if PLAIN_DATE.fullmatch(text) else None for text in sides)
    return first, last


def event_moments(record: Row) -> tuple[str | None, str | None]:
    """Return when an event begins and ends; by the clock of its place where its zone is unknown."""
    start, end = stated_bounds(record["date"])
    days = dates.whole_days(record["date"]["edtf"]) if start and end else None
    if not record["start_time"] or not days:
        return start, end
    hours = bounds_of_hours(*days, record["start_time"], record["end_time"])
    if hours is None:
        return start, end
    zone = time_zone_of(record["time_zone"])
    begins, ends = (moment.replace(tzinfo=zone).isoformat() if moment else None for moment in hours)
    return begins, ends


def schema_member(names: Mapping[Any, str], coded: Row | None) -> str | None:
    """Return the member of one of schema.org's own lists that a code stands for."""
    name = names.get(coded["code"]) if coded else None
    return f"{SCHEMA}/{name}" if name else None
