"""A register small enough to change one object and see what the seeding makes of it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from cooperation.exchange.seeding import Tally, seed_register

AT = dt.datetime(2026, 2, 2, 8, 0, tzinfo=dt.UTC)

KINDS = ("source-kind", "event-kind", "event-role", "programme-kind", "plan-item-kind", "theme")
CITED = [["report", "1"]]


def row(model: str, citations: list[Any] | None = None, **fields: Any) -> dict[str, Any]:
    cited = {"citations": citations} if citations else {}
    return {"model": f"cooperation.{model}", "fields": fields, **cited}


def term(scheme: str, code: str) -> dict[str, Any]:
    return row("term", scheme=[scheme], code=code, label_en=code.capitalize())


def tag(code: str) -> dict[str, Any]:
    return row("recordterm", CITED, event=["fair"], term=["theme", code])


def register() -> dict[str, dict[str, Any]]:
    """A small register, each object under a name that a test can change it by."""
    return {
        **{code: row("scheme", code=code, name_en=code.capitalize()) for code in KINDS},
        "article": term("source-kind", "article"),
        "meeting": term("event-kind", "meeting"),
        "speaker": term("event-role", "speaker"),
        "project": term("programme-kind", "project"),
        "pillar": term("plan-item-kind", "pillar"),
        "skills": term("theme", "skills"),
        "wages": term("theme", "wages"),
        "pursat": row("place", code="KH-15", kind="province", name_en="Pursat"),
        "pousaat": row("othername", place=["KH-15"], name="Pousaat", kind="spelling"),
        "report": row(
            "source",
            slug="report",
            title_en="A report",
            kind=["source-kind", "article"],
            url="https://example.org/report",
            paragraph_count=3,
        ),
        "sokha": row("person", CITED, slug="sokha", name_en="Chan Sokha"),
        "dara": row("person", CITED, slug="dara", name_en="Sok Dara"),
        "chief": row("post", CITED, slug="chief", label_en="Chief"),
        "fair": row(
            "event",
            CITED,
            slug="fair",
            title_en="A fair",
            kind=["event-kind", "meeting"],
            date="2025-11",
            places=[["KH-15"]],
        ),
        "speech": row(
            "participation",
            [{"source": ["report"], "locator": "2-3", "note": "Spoke last"}],
            event=["fair"],
            person=["sokha"],
            role=["event-role", "speaker"],
            posts=[["chief"]],
        ),
        "tag": tag("skills"),
        "plan": row(
            "programme", CITED, slug="plan", title_en="A plan", kind=["programme-kind", "project"]
        ),
        "upper": row(
            "planitem",
            CITED,
            programme=["plan"],
            kind=["plan-item-kind", "pillar"],
            text_en="Skills",
        ),
        "lower": row(
            "planitem",
            CITED,
            programme=["plan"],
            kind=["plan-item-kind", "pillar"],
            text_en="Courses",
            parent=["Skills"],
        ),
    }


ROOTS = len([r for r in register().values() if {"slug", "code"} & set(r["fields"])])


def load(folder: Path, rows: dict[str, dict[str, Any]], *, at: dt.datetime | None = AT) -> Tally:
    """Seed the rows, as one file of the folder."""
    text = json.dumps(list(rows.values()), ensure_ascii=False)
    (folder / "rows.json").write_text(text, encoding="utf-8")
    return seed_register([folder], by=None, at=at)
