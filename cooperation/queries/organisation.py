"""Organisations as the public sees them."""

from dataclasses import replace
from typing import Any

from django.db.models import F, Q

from cooperation.documents.organisation import ORGANISATION_DOCUMENT
from cooperation.documents.parts import Collection
from cooperation.documents.records import Subject
from cooperation.kinds.event import PARTICIPATION
from cooperation.kinds.programme import PARTNER
from cooperation.models import Post
from cooperation.models.localized import by_name
from cooperation.models.members import given_alone
from cooperation.models.prepared import PreparedQuery, given_id
from cooperation.queries.holding import posts_with_holders
from cooperation.queries.organisation_roll_up import ROLLED_UP
from cooperation.queries.person import PEOPLE, acting_for
from cooperation.queries.records import records_collection
from cooperation.queries.roles import roles_collection

POSTS = PreparedQuery(
    lambda: Post.objects.published().filter(organisation=given_id("pk")).order_by(by_name(Post))
)


def _acting_for(_pk: Any) -> Q:
    # Within a list of ids, one that is given is a query of its own.
    return acting_for(given_alone("pk"))


ORGANISATIONS: Subject = replace(
    ORGANISATION_DOCUMENT,
    collections=(
        *ORGANISATION_DOCUMENT.collections,
        records_collection("children", lambda: ORGANISATIONS, lambda pk: Q(parent=pk), by_name),
        Collection(
            "posts",
            rows=lambda pk: POSTS.rows(pk=pk),
            read=lambda queryset, pk, loader: posts_with_holders(
                queryset.values_list("pk", flat=True), loader
            ),
        ),
        roles_collection(
            "programmes",
            PARTNER,
            "programme",
            lambda pk: Q(organisation=pk),
            F("programme__planned_period_earliest").desc(nulls_last=True),
        ),
        roles_collection(
            "events",
            PARTICIPATION,
            "event",
            lambda pk: Q(organisation=pk),
            F("event__date_earliest").desc(nulls_last=True),
        ),
        records_collection("people", lambda: PEOPLE, _acting_for, by_name),
        *ROLLED_UP,
    ),
)
