"""Rows as lists give them, without a database."""

import datetime as dt
from typing import Any

import orjson

from cooperation.exchange.outgoing import Outgoing

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


def reference(kind: str, name: str) -> dict[str, Any]:
    slug = name.lower().replace(" ", "-")
    url = f"https://register.example/{kind}s/{slug}/"
    return {"type": kind, "uid": slug, "slug": slug, "name": name, "kind": None, "url": url}


def code(name: str) -> dict[str, str]:
    return {"code": name.lower().replace(" ", "-"), "name": name}


def date(edtf: str, latest: str = "", text: str = "") -> dict[str, Any]:
    return {"edtf": edtf, "earliest": edtf, "latest": latest or edtf, "text": text or edtf}


def party(
    role: str, *, person: str = "", organisation: str = "", post: str = "", behalf: str = ""
) -> dict[str, Any]:
    return {
        "role": code(role),
        "person": reference("person", person) if person else None,
        "organisation": reference("organisation", organisation) if organisation else None,
        "posts": [reference("post", post)] if post else [],
        "role_as_stated": None,
        "on_behalf_of": reference("person", behalf) if behalf else None,
        "on_behalf_of_post": None,
    }


def citation(name: str = "A report", locator: str = "") -> dict[str, Any]:
    kind = {"code": "paragraph", "name": "Paragraph"} if locator else None
    source = reference("source", name)
    return {"source": source, "locator": locator or None, "locator_type": kind, "field": None}


def event(**fields: Any) -> dict[str, Any]:
    return {
        "type": "event",
        "uid": "0f6c9a52-7c86-4d58-a7c8-f8efc5b21b57",
        "slug": "forum",
        "url": "https://register.example/events/forum/",
        "kind": code("Forum"),
        "title": "A forum",
        "summary": None,
        "venue": None,
        "date": date("2026-01-22"),
        "start_time": None,
        "end_time": None,
        "time_zone": None,
        "attendance_mode": None,
        "status": None,
        "parent": None,
        "places": [],
        "themes": [],
        "participants": [],
        "citations": [citation()],
        "published_at": "2026-01-04T09:00:00Z",
        "updated_at": "2026-01-05T09:00:00Z",
        **fields,
    }


def commitment(**fields: Any) -> dict[str, Any]:
    return {
        "type": "commitment",
        "uid": "6a0a3a73-7c2a-4f0b-9a6e-0b5b8f9d2d11",
        "slug": "centres",
        "url": "https://register.example/commitments/centres/",
        "kind": code("Pledge"),
        "title": "Open five job centres",
        "text": None,
        "made_on": None,
        "due": date("2026-03", "2026-03-31", "March 2026"),
        "by": [],
        "to": [],
        "said_by": [],
        "verb": None,
        "looked_for_on": None,
        "status": None,
        "standing": {"code": "ahead", "name": "Date lies ahead"},
        "is_past_due": False,
        "themes": [],
        "citations": [citation()],
        "published_at": "2026-01-04T09:00:00Z",
        "updated_at": "2026-01-05T09:00:00Z",
        **fields,
    }


def statement(**fields: Any) -> dict[str, Any]:
    return {
        "type": "statement",
        "uid": "3b1c7c0e-6f0e-4a39-9a53-6b7b6b1d2f44",
        "slug": "chan-dara",
        "url": "https://register.example/statements/3b1c7c0e/",
        "kind": {"code": "quotation", "name": "Quoted in the source"},
        "text": "He called training the way to better work.",
        "event": reference("event", "A forum"),
        "programme": None,
        "setting": code("not_stated"),
        "day": {"date": date("2026-01-22"), "from_event": True},
        "speakers": [party("Speaker", person="Chan Dara", organisation="A ministry")],
        "themes": [code("Skills")],
        "citations": [citation(locator="7-8"), citation(locator="2")],
        "published_at": "2026-01-04T09:00:00Z",
        "updated_at": "2026-01-05T09:00:00Z",
        **fields,
    }


def outgoing(*rows: dict[str, Any], name: str = "events", **fields: Any) -> Outgoing:
    return Outgoing(
        name=name,
        title="Events – Register",
        page="https://register.example/events/",
        address="https://register.example/events.ics",
        changed_at=AT,
        language="en",
        pieces=[[*map(orjson.dumps, rows)]] if rows else [],
        **fields,
        author="Register",
    )
