"""Statements: what the public sees of them, and by what they are found and counted."""

from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order, PartKind
from cooperation.kinds.filters import Choices, Records, Terms
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import OTHER_NAMES, TAGS
from cooperation.models import (
    Event,
    Organisation,
    Person,
    Post,
    Programme,
    Statement,
    StatementSpeaker,
)
from cooperation.vocabulary.organisation import Constituent
from cooperation.vocabulary.statement import StatementKind
from cooperation.vocabulary.term import SchemeCode

STATEMENT = Shape(
    Statement,
    texts=("text",),
    dates=("said_on",),
    choices=("kind", "language", "setting"),
    links=("event", "programme"),
)
SPEAKER = Shape(
    StatementSpeaker,
    texts=("role_as_stated",),
    links=("person", "organisation", "on_behalf_of", "on_behalf_of_post"),
)

STATEMENTS = Kind(
    STATEMENT,
    number=6,
    name="statements",
    title=_("Statements"),
    key="uid",
    date="day",
    dated=("said_on",),
    lent_by="event",
    is_tagged=True,
    parts=(
        PartKind("speakers", SPEAKER, telling=("person", "organisation"), table="speakers"),
        TAGS,
        OTHER_NAMES,
    ),
    orders={
        "-day": Order("day_earliest", descending=True, has_gaps=True),
        "day": Order("day_earliest", has_gaps=True),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "constituent": Choices(
            Constituent, "speakers__organisation__constituent", label=_("Constituent")
        ),
        "kind": Choices(StatementKind, "kind", label=_("Kind")),
        "organisation": Records(Organisation, "speakers__organisation"),
        "theme": Terms(SchemeCode.THEME, "record_terms__term"),
        "person": Records(Person, "speakers__person"),
        "post": Records(Post, "speakers__posts"),
        "programme": Records(Programme, "programme"),
        "event": Records(Event, "event"),
        "goal": Terms(SchemeCode.SDG_GOAL, "record_terms__term"),
        "strategy": Terms(SchemeCode.STRATEGY, "record_terms__term"),
        "target_group": Terms(SchemeCode.TARGET_GROUP, "record_terms__term"),
    },
)
