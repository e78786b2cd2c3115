"""Commitments: what the public sees of them, and by what they are found, filtered and counted."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.kinds.base import Kind, Order, PartKind
from cooperation.kinds.filters import Choices, Records, Terms
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import OTHER_NAMES, TAGS
from cooperation.models import (
    Commitment,
    CommitmentParty,
    CommitmentUpdate,
    Event,
    Organisation,
    Person,
    Programme,
)
from cooperation.models.localized import KHMER_ORDER
from cooperation.vocabulary.commitment import (
    FORMER_STANDINGS,
    CommitmentStatus,
    Side,
    Standing,
)
from cooperation.vocabulary.term import SchemeCode

COMMITMENT = Shape(
    Commitment,
    texts=("title", "text"),
    plain=("title_supplied", "is_programme_inferred", "looked_for_on"),
    dates=("made_on", "due"),
    terms=("kind", "verb"),
    links=("made_at", "reported_at", "programme"),
)
PARTY = Shape(CommitmentParty, texts=("role_as_stated",), links=("person", "organisation"))
SIDED_PARTY = replace(PARTY, plain=("side",))
UPDATE = Shape(CommitmentUpdate, texts=("note",), dates=("date",), choices=("status",))

NO_LATER_WORD = "none"
LatestWord = models.TextChoices(  # type: ignore[call-overload]
    "LatestWord",
    [
        *((status.name, (status.value, status.label)) for status in CommitmentStatus),
        ("NONE", (NO_LATER_WORD, _("No later word"))),
    ],
)


class Annotated(Choices):
    """Codes that the list adds to each record."""

    def condition(self, model: type[models.Model], value: list[str]) -> Q:
        return Q(**{f"{self.path}__in": value})


class Standings(Annotated):
    """How commitments stand today; former codes are taken for the present ones."""

    is_counted = False  # type: ignore[assignment]
    meaning = "How it stands today; `due` and `undated` are former names of `ahead` and `no_date`."

    def resolve(self, values: list[str]) -> list[str]:
        return super().resolve([FORMER_STANDINGS.get(value, value) for value in values])

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "enum": [*self.labels_of(())]}

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        return super().labels_of(values) | {
            code: str(present.label) for code, present in FORMER_STANDINGS.items()
        }


class AtEvent(Records):
    """Commitments made at an event, or reported with it."""

    meaning = "Slug of a public event: made there, or reported with it."
    also = ("reported_at",)

    def __init__(self, path: str) -> None:
        super().__init__(Event, path, meaning=self.meaning)

    def condition(self, model: type[models.Model], value: list[int]) -> Q:
        return Q(made_at__in=value) | Q(reported_at__in=value)


COMMITMENTS = Kind(
    COMMITMENT,
    number=5,
    name="commitments",
    title=_("Commitments"),
    date="due",
    dated=("made_on",),
    lent_by="made_at",
    is_tagged=True,
    parts=(
        PartKind(
            "parties", SIDED_PARTY, telling=("side", "person", "organisation"), table="parties"
        ),
        PartKind("updates", UPDATE, telling=("date", "status"), table="updates"),
        TAGS,
        OTHER_NAMES,
    ),
    orders={
        "due": Order("due_latest", has_gaps=True),
        "-due": Order("due_latest", descending=True, has_gaps=True),
        "title": Order("title_en", khmer=KHMER_ORDER),
        "-updated_at": Order("updated_at", descending=True),
    },
    filters={
        "status": Annotated(LatestWord, "latest_word", label=_("Status")),
        "standing": Standings(Standing, "standing", label=_("How it stands")),
        "kind": Terms(SchemeCode.COMMITMENT_KIND, "kind", label=_("Kind")),
        "organisation": Records(Organisation, "parties__organisation"),
        "theme": Terms(SchemeCode.THEME, "record_terms__term"),
        "role": Choices(Side, "parties__side", label=_("Role")),
        "person": Records(Person, "parties__person"),
        "programme": Records(Programme, "programme"),
        "event": AtEvent("made_at"),
        "goal": Terms(SchemeCode.SDG_GOAL, "record_terms__term"),
        "strategy": Terms(SchemeCode.STRATEGY, "record_terms__term"),
        "target_group": Terms(SchemeCode.TARGET_GROUP, "record_terms__term"),
    },
)
