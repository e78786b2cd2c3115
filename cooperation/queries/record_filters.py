"""Filters of statements, commitments and sources."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cooperation.kinds.filters import Choices, Flag, Records, Terms
from cooperation.models import (
    CommitmentParty,
    Event,
    Organisation,
    Person,
    Post,
    Programme,
    StatementSpeaker,
)
from cooperation.queries.commitment import NO_LATER_WORD, past_due
from cooperation.queries.filters import PublicFilters
from cooperation.queries.seats import promised, said, seated
from cooperation.vocabulary.commitment import (
    FORMER_STANDINGS,
    CommitmentStatus,
    Side,
    Standing,
)
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.organisation import NOBODY, Constituent, Seat
from cooperation.vocabulary.statement import StatementKind
from cooperation.vocabulary.term import SchemeCode

LatestWord = models.TextChoices(  # type: ignore[call-overload]
    "LatestWord",
    [
        *((status.name, (status.value, status.label)) for status in CommitmentStatus),
        ("NONE", (NO_LATER_WORD, _("No later word"))),
    ],
)
Maker = models.TextChoices(  # type: ignore[call-overload]
    "Maker", [*((seat.name, (seat.value, seat.label)) for seat in Seat), ("NOBODY", NOBODY)]
)


class Annotated(Choices):
    """Codes that the list adds to each record."""

    def condition(self, model: type[models.Model], value: list[str]) -> Q:
        return Q(**{f"{self.path}__in": value})


class Standings(Choices):
    """How commitments stand today; former codes are taken for the present ones."""

    meaning = "How it stands today; `due` and `undated` are former names of `ahead` and `no_date`."

    def resolve(self, values: list[str]) -> list[str]:
        return super().resolve([FORMER_STANDINGS.get(value, value) for value in values])

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "enum": [*self.labels_of(())]}

    def labels_of(self, values: Collection[str]) -> dict[str, str]:
        return super().labels_of(values) | {
            code: str(present.label) for code, present in FORMER_STANDINGS.items()
        }

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        return queryset.filter(standing__in=value) if value else queryset


class Seats(Choices):
    """Records that someone of a side speaks or promises in; where nobody does they are `unseated`.

    `rows` gives who does, `root` is their key to the record.
    """

    meaning = (
        "For whom it is said, or who is bound by it (never to whom it is promised): the ILO "
        "with all that is part of it; of commitments, `nobody` where the source names no one."
    )

    def __init__(
        self,
        choices: type[models.TextChoices],
        rows: Callable[[], QuerySet],
        root: str,
        unseated: str,
    ) -> None:
        self.rows, self.root, self.unseated = rows, root, unseated
        super().__init__(choices, label=_("Side"))

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        if not value:
            return queryset
        return queryset.filter(seated(self.rows(), self.root, value, self.unseated))


class PastDue(Flag):
    """Commitments that are past due today in Phnom Penh, as `rules.standing` says."""

    meaning = (
        "True: a named maker is bound, the date has passed, and a search within 90 days "
        "brought no later word. A date that has merely passed is `standing=date_passed`."
    )

    def usual_label(self) -> Any:
        return _("Past due")

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        if value is None:
            return queryset
        if value:
            return queryset.filter(past_due(Now()))
        return queryset.exclude(standing=Standing.PAST_DUE)


class AtEvent(Records):
    """Commitments made at an event, or reported with it."""

    meaning = "Slug of a public event: made there, or reported with it."

    def __init__(self, path: str) -> None:
        super().__init__(Event, path, meaning=self.meaning)

    def condition(self, model: type[models.Model], value: list[int]) -> Q:
        return Q(made_at__in=value) | Q(reported_at__in=value)


class StatementFilters(PublicFilters):
    link = StatementSpeaker
    of_link = {
        "organisation": "organisation",
        "person": "person",
        "post": "posts",
        "constituent": "organisation__constituent",
    }
    dated = "day"

    constituent = Choices(
        Constituent, "speakers__organisation__constituent", label=_("Constituent")
    )
    side = Seats(Seat, said, "statement", Seat.OTHERS)
    kind = Choices(StatementKind, "kind", label=_("Kind"))
    organisation = Records(Organisation, "speakers__organisation")
    theme = Terms(SchemeCode.THEME, "record_terms__term")
    person = Records(Person, "speakers__person")
    post = Records(Post, "speakers__posts")
    programme = Records(Programme, "programme")
    event = Records(Event, "event")
    goal = Terms(SchemeCode.SDG_GOAL, "record_terms__term")
    strategy = Terms(SchemeCode.STRATEGY, "record_terms__term")
    target_group = Terms(SchemeCode.TARGET_GROUP, "record_terms__term")


class CommitmentFilters(PublicFilters):
    link = CommitmentParty
    of_link = {"organisation": "organisation", "person": "person", "role": "side"}
    dated = "due"

    side = Seats(Maker, promised, "commitment", NOBODY[0])
    status = Annotated(LatestWord, "latest_word", label=_("Status"))
    standing = Standings(Standing, label=_("How it stands"))
    past_due = PastDue()
    kind = Terms(SchemeCode.COMMITMENT_KIND, "kind", label=_("Kind"))
    organisation = Records(Organisation, "parties__organisation")
    theme = Terms(SchemeCode.THEME, "record_terms__term")
    role = Choices(Side, "parties__side", label=_("Role"))
    person = Records(Person, "parties__person")
    programme = Records(Programme, "programme")
    event = AtEvent("made_at")
    goal = Terms(SchemeCode.SDG_GOAL, "record_terms__term")
    strategy = Terms(SchemeCode.STRATEGY, "record_terms__term")
    target_group = Terms(SchemeCode.TARGET_GROUP, "record_terms__term")


class SourceFilters(PublicFilters):
    dated = "published"

    kind = Terms(SchemeCode.SOURCE_KIND, "kind", label=_("Kind"))
    language = Choices(Language, "language", label=_("Language"))
