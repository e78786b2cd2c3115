"""A client that keeps a copy of the register by asking for changes by number, and a clock."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from cooperation.models import Event
from cooperation.publishing import workflow
from tests import factories

CHANGES = "/api/v1/changes/"
BEGINNING = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
# What tests of events need and do not look at.
BESIDE = ("term", "source")


class Clock:
    """The one clock of the register and its database, which stands still until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = BEGINNING
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        for method in ("as_sql", "as_sqlite", "as_postgresql"):
            monkeypatch.setattr(Now, method, self.as_sql, raising=False)

    def as_sql(self, compiler, connection, **context):
        zone = "" if connection.vendor == "sqlite" else "+00"
        text = f"'{self.now:%Y-%m-%d %H:%M:%S.%f}{zone}'"
        return (text if not zone else f"{text}::timestamptz"), []


class Copy:
    """What a client holds who asks by number, page by page."""

    def __init__(self, client, limit: int = 2) -> None:
        self.client, self.limit, self.after = client, limit, 0
        self.held: dict[str, str] = {}

    def follow(self) -> list[tuple[str, str]]:
        """Ask until there is nothing more; return what was told, without what stands beside."""
        told = []
        address = f"{CHANGES}?after={self.after}&limit={self.limit}"
        while address:
            answer = self.client.get(address).json()
            numbers = [self.after, *(row["sequence"] for row in answer["results"])]
            assert all(before < after for before, after in pairwise(numbers))
            self.after = numbers[-1]
            told += [row for row in answer["results"] if row["type"] not in BESIDE]
            address = answer["next"]
        self.held |= {row["uid"]: row["change"] for row in told}
        return [(row["change"], row["uid"]) for row in told]


def publish_event(**given: Any) -> Event:
    made = factories.make_event(published=False, **given)
    workflow.publish(made, by=None)
    return made
