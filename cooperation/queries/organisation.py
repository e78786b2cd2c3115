"""Organisations as the public sees them."""

from django.db.models import F, Q

from cooperation.kinds.event import PARTICIPATION
from cooperation.kinds.organisation import ORGANISATION
from cooperation.kinds.programme import PARTNER
from cooperation.kinds.shared import IDENTIFIER
from cooperation.models import Post
from cooperation.models.localized import by_name
from cooperation.queries.files import files_of
from cooperation.queries.holding import posts_with_holders
from cooperation.queries.organisation_roll_up import ROLLED_UP
from cooperation.queries.parts import Collection, parts
from cooperation.queries.person import PEOPLE, acting_for
from cooperation.queries.records import Subject, records
from cooperation.queries.roles import roles

ORGANISATIONS: Subject = Subject(
    ORGANISATION,
    collections=(
        parts("identifiers", IDENTIFIER, "organisation"),
        records("children", lambda: ORGANISATIONS, lambda pk: Q(parent=pk), by_name),
        Collection(
            "posts",
            rows=lambda pk: (
                Post.objects.published().filter(organisation=pk).order_by(by_name(Post))
            ),
            read=lambda queryset, pk, loader: posts_with_holders(
                queryset.values_list("pk", flat=True), loader
            ),
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
        records("people", lambda: PEOPLE, lambda pk: acting_for([pk]), by_name),
        *ROLLED_UP,
        *files_of("organisation"),
    ),
)
