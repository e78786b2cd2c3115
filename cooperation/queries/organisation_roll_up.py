"""What an organisation shows of the organisations that are part of it."""

from dataclasses import dataclass, replace

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

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
from cooperation.queries.holding import posts_with_holders
from cooperation.queries.roles import roles_collection
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

    def records(self, organisations: list[int]) -> QuerySet:
        """Return the ids of the records in which organisations act, themselves or by a post."""
        rows, posts = parts_of_public(self.model, self.root), _posts(organisations)
        found = [rows.filter(organisation__in=organisations).values(self.root)]
        found += [rows.filter(**{f"{path}__in": posts}).values(self.root) for path in self.posts]
        return found[0].union(*found[1:])

    def body(self, organisations: list[int]) -> Subquery:
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


def _posts(organisations: list[int]) -> QuerySet:
    return Post.objects.published().filter(organisation__in=organisations).order_by().values("pk")


def _records(name: str, subject: Subject, acting: Acting) -> Collection:
    def held(of: Reach) -> QuerySet:
        rows = subject.public().filter(pk__in=acting.records(of.parts))
        rows = rows.exclude(pk__in=acting.records([of.pk]))
        return rows.annotate(via_part=acting.body(of.parts)).order_by(*as_cited(acting.root))

    def shown(queryset: QuerySet, of: Reach, loader: Loader) -> Rows:
        return read_with_via(subject, queryset, loader, HOLDERS)

    return Collection(name, held, shown, reach=organisation_reach)


def _roles(name: str, shape: Shape, owner: str, date: str) -> Collection:
    newest = F(f"{owner}__{date}_earliest").desc(nulls_last=True)
    found = roles_collection(name, shape, owner, lambda of: Q(organisation__in=of.parts), newest)

    def shown(queryset: QuerySet, of: Reach, loader: Loader) -> Rows:
        return [
            row | {"via": roll_up_via(Via.PART, Organisation, row["organisation"].pk, loader)}
            for row in found.read(queryset, of, loader)
        ]

    return replace(found, read=shown, reach=organisation_reach)


def _held_posts(of: Reach) -> QuerySet:
    rows = Post.objects.published().filter(organisation__in=of.parts)
    return rows.order_by("organisation__name_en", "label_en", "pk")


def _read_posts(queryset: QuerySet, of: Reach, loader: Loader) -> Rows:
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
    Collection("rolled_up_posts", _held_posts, _read_posts, reach=organisation_reach),
)
