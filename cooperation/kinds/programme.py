"""Programmes: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order, PartKind
from cooperation.kinds.filters import Choices, Places, Records, Terms
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import FIGURES, FILES, IDENTIFIERS, OTHER_NAMES, TAGS
from cooperation.models import (
    Event,
    Organisation,
    PlanItem,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
)
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.programme import ActivityStatus
from cooperation.vocabulary.term import SchemeCode

PROGRAMME = Shape(
    Programme,
    texts=("title", "summary"),
    plain=("title_supplied", "acronym", "is_parent_inferred", "iati_identifier"),
    dates=("planned_period", "actual_period"),
    choices=("status", "scope"),
    terms=("kind", "dac_sector"),
    links=("parent",),
)
PLAN_ITEM = Shape(PlanItem, texts=("text",), plain=("code",), terms=("kind",))
PARTNER = Shape(
    ProgrammeOrganisation,
    texts=("role_as_stated",),
    plain=("amount", "currency"),
    dates=("amount_period",),
    choices=("qualifier",),
    terms=("role",),
    links=("organisation",),
)
LINK = Shape(ProgrammeLink, choices=("kind",), links=("programme", "to_programme"))
FUNDER = Shape(
    ProgrammeOrganisation,
    texts=("role_as_stated",),
    plain=("amount", "currency"),
    choices=("qualifier",),
    dates=("amount_period",),
    links=("organisation",),
)

PROGRAMMES = Kind(
    PROGRAMME,
    number=4,
    name="programmes",
    title=_("Programmes"),
    date="period",
    dated=("actual_period", "planned_period"),
    short=("acronym", "iati_identifier"),
    detailed=("description",),
    has_initials=True,
    is_tagged=True,
    has_places=True,
    parts=(
        PartKind("organisations", PARTNER, telling=("organisation", "role"), table="partners"),
        PartKind("plan_items", PLAN_ITEM),
        PartKind("links", LINK, telling=("kind", "to_programme"), table="programme-links"),
        FIGURES,
        TAGS,
        IDENTIFIERS,
        OTHER_NAMES,
        *FILES,
    ),
    orders={
        "-period": Order("period_earliest", descending=True, has_gaps=True),
        "period": Order("period_earliest", has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "kind": Terms(SchemeCode.PROGRAMME_KIND, "kind", label=_("Kind")),
        "theme": Terms(SchemeCode.THEME, "record_terms__term"),
        "goal": Terms(SchemeCode.SDG_GOAL, "record_terms__term"),
        "strategy": Terms(SchemeCode.STRATEGY, "record_terms__term"),
        "target_group": Terms(SchemeCode.TARGET_GROUP, "record_terms__term"),
        "organisation": Records(Organisation, "organisations__organisation"),
        "role": Terms(SchemeCode.PROGRAMME_ROLE, "organisations__role", label=_("Role")),
        "place": Places("places"),
        "status": Choices(ActivityStatus, "status", label=_("Status")),
        "event": Records(Event, "event_links__event"),
        "programme": Records(Programme, "parent"),
    },
)
