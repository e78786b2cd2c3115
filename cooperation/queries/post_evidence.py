"""The facts from which it is known who held which posts: stated positions, and sightings.

Each counts as far as all that it names is public. A statement shows its speaker in a post on the
day that is stated for it, or on that of the event where a source says that it was said there.
Where the setting is not stated, only the day on which a source called the speaker so is known:
that of its publication.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.documents.parts import parts_of_public
from cooperation.documents.statement import with_day
from cooperation.models import (
    Citation,
    Event,
    Participation,
    Position,
    Statement,
    StatementSpeaker,
)
from cooperation.models.base import Part, Record, is_public
from cooperation.models.members import one_of_given
from cooperation.models.prepared import PreparedQuery, given_id
from cooperation.rules import holding
from cooperation.rules.holding import Span
from cooperation.vocabulary.source import Stance
from cooperation.vocabulary.statement import Setting

# The roots that show people in posts: their parts, and the columns of the part that name a person.
WAYS = (
    (Participation, "event", "posts", "person"),
    (Participation, "event", "on_behalf_of_post", "on_behalf_of"),
    (StatementSpeaker, "statement", "posts", "person"),
    (StatementSpeaker, "statement", "on_behalf_of_post", "on_behalf_of"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part that shows someone in a post, and the root that dates it."""

    model: type[Record]
    pk: int
    part: Any


@dataclass(slots=True)
class Facts:
    """What is known of one post, as far as it was asked for."""

    positions: list[holding.Position] = field(default_factory=list)
    sightings: list[holding.Sighting] = field(default_factory=list)


UNDATED = Span("", None, None)
# What is given: posts, a person.
Names = frozenset[str]


def facts_of_posts(
    *, posts: Iterable[int] | None = None, person: int | None = None
) -> dict[int, Facts]:
    """Return the facts by post: of these posts, or of all the posts of one person."""
    found: dict[int, Facts] = defaultdict(Facts)
    asked: dict[str, Any] = {} if posts is None else {"posts": list(posts)}
    asked |= {} if person is None else {"person": person}
    if asked.get("posts") == []:
        return found
    of = frozenset(asked)
    for pk, who, post, is_acting, *period in _positions(of).ask(**asked):
        held = holding.Position((pk, is_acting), who, _span(*period))
        found[post].positions.append(held)
    for post, sighting in (*_participations(of, asked), *_speakers(of, asked)):
        found[post].sightings.append(sighting)
    return found


def posts_held_by(people: Iterable[int] | models.QuerySet) -> Q:
    """Return the condition that a post is one that these people are on record in."""
    condition = Q()
    for rows, post, person in rows_naming_holders():
        condition |= Q(pk__in=rows.filter(**{f"{person}__in": people}).values(post))
    return condition


def people_in(posts: Iterable[int]) -> Q:
    """Return the condition that a person is on record in one of these posts."""
    condition = Q()
    for rows, post, person in rows_naming_holders():
        condition |= Q(pk__in=rows.filter(**{f"{post}__in": posts}).values(person))
    return condition


def stated_positions() -> models.QuerySet:
    return parts_of_public(Position, "person")


def rows_naming_holders() -> list[tuple[models.QuerySet, str, str]]:
    """Return all that puts people in posts: rows, and their columns of post and person."""
    found = [(stated_positions(), "post", "person")]
    for model, root, post, person in WAYS:
        rows = parts_of_public(model, root).filter(**{f"{person}__isnull": False})
        found.append((rows, post, person))
    return found


@cache
def _positions(of: Names) -> PreparedQuery:
    columns = ("pk", "person_id", "post_id", "is_acting")
    return PreparedQuery(
        lambda: (
            stated_positions()
            .filter(**_wanted("post", "person", of))
            .order_by("position", "pk")
            .values_list(*columns, "period", "period_earliest", "period_latest")
        )
    )


def _participations(of: Names, asked: dict[str, Any]) -> list[tuple[int, holding.Sighting]]:
    columns = ("event__date", "event__date_earliest", "event__date_latest")
    rows = _rows(Participation, "event", of, columns).ask(**asked)
    return [
        (post, holding.Sighting(Evidence(Event, root, part), who, _span(*date)))
        for part, root, post, who, *date in rows
    ]


def _speakers(of: Names, asked: dict[str, Any]) -> list[tuple[int, holding.Sighting]]:
    rows = _rows(StatementSpeaker, "statement", of, ()).ask(**asked)
    if not rows:
        return []
    roots = {root for _part, root, *_ in rows}
    days = _published(roots) | _said(roots)
    return [
        (post, holding.Sighting(Evidence(Statement, root, part), who, days.get(root, UNDATED)))
        for part, root, post, who in rows
    ]


def _said(statements: set[int]) -> dict[int, Span]:
    """Return the days on which a source says that these statements were made."""
    return {pk: _span(*day) for pk, *day in SAID.ask(statements=statements)}


def _published(statements: set[int]) -> dict[int, Span]:
    """Return the day of publication of the first dated source that supports each statement."""
    return {pk: _span(*day) for pk, *day in PUBLISHED.ask(statements=statements)}


def _days_said() -> models.QuerySet:
    is_stated = ~Q(said_on="") | Q(setting=Setting.AT_EVENT)
    of_these = Statement.objects.filter(is_stated, pk__in=one_of_given("statements"))
    columns = ("pk", "day", "day_earliest", "day_latest")
    return with_day(of_these).exclude(day="").values_list(*columns)


def _days_published() -> models.QuerySet:
    cited = Citation.objects.filter(
        is_public("source__"),
        statement__in=one_of_given("statements"),
        stance=Stance.SUPPORTS,
    ).exclude(source__published="")
    columns = ("source__published", "source__published_earliest", "source__published_latest")
    rows = cited.order_by("-source__published_earliest", "-pk")
    return rows.values_list("statement", *columns)


SAID, PUBLISHED = PreparedQuery(_days_said), PreparedQuery(_days_published)


@cache
def _rows(model: type[Part], root: str, of: Names, columns: tuple[str, ...]) -> PreparedQuery:
    """Return (part, root, post, person, …) of what shows people in posts: one query."""

    def build() -> models.QuerySet:
        rows = parts_of_public(model, root)
        found = []
        for way, _root, post, who in WAYS:
            if way is model:
                wanted = rows.filter(is_public(f"{post}__"), **_wanted(post, who, of))
                found.append(wanted.values_list("pk", f"{root}_id", post, who, *columns))
        return found[0].union(*found[1:], all=True)

    return PreparedQuery(build)


def _wanted(post: str, who: str, of: Names) -> dict[str, Any]:
    wanted: dict[str, Any] = {f"{post}__in": one_of_given("posts")} if "posts" in of else {}
    return wanted | ({who: given_id("person")} if "person" in of else {f"{who}__isnull": False})


def _span(edtf: str, earliest: dt.date | None, latest: dt.date | None) -> Span:
    return Span(edtf or "", earliest, latest)
