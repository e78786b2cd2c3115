"""What an organisation shows of the organisations that are part of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL

from cooperation.documents.cited_order import as_cited
from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows, parts_of_public
from cooperation.documents.records import Subject
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.event import PARTICIPATION
from cooperation.kinds.programme import PARTNER
from cooperation.kinds.shapes import Shape
from cooperation.models import (
    CommitmentParty,
    Organisation,
    Post,
    StatementSpeaker,
)
from cooperation.models.base import Part
from cooperation.models.members import given_alone, one_of_given
from cooperation.models.prepared import AnyRows, NoRows, PreparedQuery, PreparedRows
from cooperation.queries.holding import posts_with_holders
from cooperation.queries.roles import read_roles, roles_query
from cooperation.queries.roll_up import parts_of, read_with_via, roll_up_via
from cooperation.vocabulary.roll_up import Via

HOLDERS = (("via_part", Via.PART, Organisation),)


@dataclass(frozen=True, slots=True)
class Reach:
    """An organisation, and those that are part of it."""

    pk: int
    parts: list[int]


def organisation_reach(pk: int) -> Reach:
    return Reach(pk, parts_of(Organisation, pk))


@dataclass(frozen=True, slots=True)
class Acting:
    """The parts of a kind of record that name who acts in it, and the posts that they name."""

    model: type[Part]
    root: str
    posts: tuple[str, ...]

    def records(self, organisations: RawSQL) -> QuerySet:
        """Return the ids of the records in which organisations act, themselves or by a post."""
        rows, posts = parts_of_public(self.model, self.root), _posts(organisations)
        found = [rows.filter(organisation__in=organisations).values(self.root)]
        found += [rows.filter(**{f"{path}__in": posts}).values(self.root) for path in self.posts]
        return found[0].union(*found[1:])

    def body(self, organisations: RawSQL) -> Subquery:
        """Return which of these organisations acts in the record that is queried."""
        rows, posts = parts_of_public(self.model, self.root), _posts(organisations)
        by_post = (
            When(**{f"{path}__in": posts}, then=F(f"{path}__organisation")) for path in self.posts
        )
        body = Case(When(organisation__in=organisations, then=F("organisation")), *by_post)
        acting = rows.filter(**{self.root: OuterRef("pk")}).annotate(body=body)
        acting = acting.filter(body__isnull=False).order_by("position", "pk")
        return Subquery(acting.values("body")[:1])


SPEAKING = Acting(StatementSpeaker, "statement", ("posts", "on_behalf_of_post"))
PROMISING = Acting(CommitmentParty, "commitment", ("posts",))


def _posts(organisations: RawSQL) -> QuerySet:
    return Post.objects.published().filter(organisation__in=organisations).order_by().values("pk")


def _records(name: str, subject: Subject, acting: Acting) -> Collection:
    def build() -> QuerySet:
        rows = subject.public().filter(pk__in=acting.records(one_of_given("parts")))
        rows = rows.exclude(pk__in=acting.records(given_alone("pk")))
        rows = rows.annotate(via_part=acting.body(one_of_given("parts")))
        return rows.order_by(*as_cited(acting.root))

    def shown(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
        return read_with_via(subject, queryset, loader, HOLDERS)

    return Collection(
        name,
        _of_parts(PreparedQuery(build)),
        shown,
        reach=organisation_reach,
        subject=lambda: subject,
        holders=HOLDERS,
    )


def _roles(name: str, shape: Shape, owner: str, date: str) -> Collection:
    newest = F(f"{owner}__{date}_earliest").desc(nulls_last=True)
    query = roles_query(shape, owner, lambda: Q(organisation__in=one_of_given("parts")), newest)

    def shown(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
        return [
            row | {"via": roll_up_via(Via.PART, Organisation, row["organisation"].pk, loader)}
            for row in read_roles(queryset, shape, owner, loader)
        ]

    return Collection(name, _of_parts(query), shown, reach=organisation_reach)


def _held_posts() -> QuerySet:
    rows = Post.objects.published().filter(organisation__in=one_of_given("parts"))
    return rows.order_by("organisation__name_en", "label_en", "pk")


def _of_parts(query: PreparedQuery) -> Callable[[Reach], PreparedRows]:
    """Return what gives the rows of a query; most organisations have no parts to ask for."""

    def rows(of: Reach) -> PreparedRows:
        return query.rows(parts=of.parts, pk=of.pk) if of.parts else NoRows()

    return rows


def _read_posts(queryset: AnyRows, of: Reach, loader: Loader) -> Rows:
    bodies = dict(queryset.values_list("pk", "organisation_id"))
    return [
        row | {"via": roll_up_via(Via.PART, Organisation, bodies[row["post"].pk], loader)}
        for row in posts_with_holders(bodies, loader)
    ]


ROLLED_UP = (
    _records("rolled_up_statements", STATEMENTS, SPEAKING),
    _records("rolled_up_commitments", COMMITMENTS, PROMISING),
    _roles("rolled_up_events", PARTICIPATION, "event", "date"),
    _roles("rolled_up_programmes", PARTNER, "programme", "planned_period"),
    Collection(
        "rolled_up_posts",
        _of_parts(PreparedQuery(_held_posts)),
        _read_posts,
        reach=organisation_reach,
    ),
)
