"""Organisations as the public sees them."""

from django.db import models
from django.db.models import F, Q

from cooperation.models import Identifier, Organisation, Post
from cooperation.queries.event import PARTICIPATION
from cooperation.queries.files import files_of
from cooperation.queries.holding import holders_by_post
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, Rows, parts
from cooperation.queries.person import PEOPLE, acting_for
from cooperation.queries.programme import PARTNER
from cooperation.queries.records import Subject, records
from cooperation.queries.roles import roles
from cooperation.queries.shapes import Shape

ORGANISATION = Shape(
    Organisation,
    texts=("name",),
    plain=("acronym", "is_collective", "website"),
    choices=("kind", "constituent"),
    places=("country", "place"),
    links=("parent",),
)
IDENTIFIER = Shape(Identifier, plain=("vocabulary", "code"))


def _read_posts(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
    posts = list(queryset.values_list("pk", flat=True))
    holders = holders_by_post(posts, loader)
    return [
        {
            "post": loader.reference(Post, post),
            "holders": holders.get(post, []),
            "citations": loader.evidence((Post, post, None)),
        }
        for post in posts
    ]


ORGANISATIONS: Subject = Subject(
    ORGANISATION,
    collections=(
        parts("identifiers", IDENTIFIER, "organisation"),
        records("children", lambda: ORGANISATIONS, lambda pk: Q(parent=pk), "name_en"),
        Collection(
            "posts",
            rows=lambda pk: Post.objects.published().filter(organisation=pk).order_by("label_en"),
            read=_read_posts,
        ),
        roles(
            "programmes",
            PARTNER,
            "programme",
            lambda pk: Q(organisation=pk),
            F("programme__planned_period_earliest").desc(nulls_last=True),
        ),
        roles(
            "events",
            PARTICIPATION,
            "event",
            lambda pk: Q(organisation=pk),
            F("event__date_earliest").desc(nulls_last=True),
        ),
        records("people", lambda: PEOPLE, lambda pk: acting_for([pk]), "sort_name"),
        *files_of("organisation"),
    ),
)
