"""Who held which posts, as `rules.holding` and `rules.holding_on_day` decide."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.kinds.shapes import read_date
from cooperation.models import Person, Post
from cooperation.queries.post_evidence import Facts, facts_of_posts
from cooperation.rules import holding, holding_on_day
from cooperation.rules.holding import Holder, Span
from cooperation.vocabulary.holding import Answer


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that were computed: they are counted and cut like those of a queryset."""

    rows: tuple[tuple[int, Holder], ...]

    def __getitem__(self, cut: slice) -> "Held":
        return Held(self.rows[cut])

    def count(self) -> int:
        return len(self.rows)


def read_holders(rows: Iterable[tuple[int, Holder]], loader: Loader) -> Rows:
    """Show who held which posts: each row has the `post` and the `person`."""
    return [_shown(post, holder, loader) for post, holder in rows]


def posts_held_on(
    posts: Iterable[int], day: dt.date, people: Iterable[int] | None = None
) -> list[int]:
    """Return which of the posts someone (one of these people) held on a day."""
    wanted = None if people is None else set(people)
    return [
        post
        for post, known in facts_of_posts(posts=posts).items()
        for holder in holding_on_day.holders_on(day, known.positions, known.sightings)
        if wanted is None or holder.person in wanted
    ]


def people_holding(posts: Iterable[int], day: dt.date) -> set[int]:
    """Return the people who held one of the posts on a day."""
    return {
        holder.person
        for known in facts_of_posts(posts=posts).values()
        for holder in holding_on_day.holders_on(day, known.positions, known.sightings)
    }


def told_on(day: dt.date, posts: Iterable[int], loader: Loader) -> dict[int, dict[Answer, Rows]]:
    """Return what is told of who held posts on a day: of all on record in them, by answer."""
    return {
        post: {
            answer: read_holders(((post, holder) for holder in of), loader)
            for answer, of in holding_on_day.holding_answers(
                day, known.positions, known.sightings
            ).items()
        }
        for post, known in facts_of_posts(posts=posts).items()
    }


def told_of(day: dt.date, person: int, loader: Loader) -> dict[Answer, Rows]:
    """Return what is told of the posts that a person is on record in, for a day, by answer."""
    found: dict[Answer, Rows] = {answer: [] for answer in Answer}
    for post, known in facts_of_posts(posts=facts_of_posts(person=person)).items():
        told = holding_on_day.holding_answers(day, known.positions, known.sightings)
        for answer, of in told.items():
            own = ((post, holder) for holder in of if holder.person == person)
            found[answer] += read_holders(own, loader)
    return found


def holders_by_post(posts: Iterable[int], loader: Loader) -> dict[int, Rows]:
    return {
        post: _without("post", read_holders(((post, holder) for holder in _all(known)), loader))
        for post, known in facts_of_posts(posts=posts).items()
    }


def posts_with_holders(posts: Iterable[int], loader: Loader) -> Rows:
    """Show posts in this order, each with who held it."""
    found = list(posts)
    holders = holders_by_post(found, loader) if found else {}
    return [
        {
            "post": loader.reference(Post, post),
            "holders": holders.get(post, []),
            "citations": loader.evidence((Post, post, None)),
        }
        for post in found
    ]


def holders_of_post(day: dt.date | None = None) -> Collection:
    """Return the collection of who held a post: on a day, or ever and then latest first."""

    def rows(pk: int) -> Held:
        known = facts_of_posts(posts=[pk])[pk]
        if day is None:
            found = _all(known)
        else:
            found = holding_on_day.holders_on(day, known.positions, known.sightings)
        return Held(tuple((pk, holder) for holder in found))

    return Collection(
        "holders",
        rows,
        read=lambda held, pk, loader: _without("post", read_holders(held.rows, loader)),
    )


def positions_of_person() -> Collection:
    """Return the collection of the posts that a person held."""
    return Collection(
        "positions",
        rows=lambda pk: Held(
            tuple(
                (post, holder)
                for post, known in facts_of_posts(person=pk).items()
                for holder in _all(known)
            )
        ),
        read=lambda held, pk, loader: _without("person", read_holders(held.rows, loader)),
    )


def _all(known: Facts) -> list[Holder]:
    return holding.list_holders(known.positions, known.sightings)


def _shown(post: int, holder: Holder, loader: Loader) -> dict[str, Any]:
    stated = holder.position
    part, is_acting = stated.key if stated else (None, False)
    proof = [(Person, holder.person, part)] if part else []
    proof += [(item.key.model, item.key.pk, item.key.part) for item in holder.evidence]
    return {
        "uid": str(part or holder.evidence[0].key.part),
        "post": loader.reference(Post, post),
        "person": loader.reference(Person, holder.person),
        "period": _date(stated.period) if stated else None,
        "acting": is_acting,
        "first_seen": holder.first_seen and _date(holder.first_seen.date),
        "last_seen": holder.last_seen and _date(holder.last_seen.date),
        "basis": holder.basis and holder.basis.value,
        "seen_in": [
            {
                "date": _date(item.date),
                "record": loader.reference(item.key.model, item.key.pk),
                "citations": loader.evidence((item.key.model, item.key.pk, item.key.part)),
            }
            for item in holder.evidence
        ],
        "citations": loader.evidence(*proof),
    }


def _date(span: Span) -> dict[str, Any] | None:
    columns = {"date": span.edtf, "date_earliest": span.first, "date_latest": span.last}
    return read_date(columns, "date")


def _without(name: str, rows: Rows) -> Rows:
    return [{key: value for key, value in row.items() if key != name} for row in rows]
