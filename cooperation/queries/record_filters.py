"""Filters of statements, commitments and sources."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cooperation.documents.commitment import past_due
from cooperation.kinds.commitment import COMMITMENTS
from cooperation.kinds.filters import Choices, Flag
from cooperation.kinds.source import SOURCES
from cooperation.kinds.statement import STATEMENTS
from cooperation.models import (
    CommitmentParty,
    StatementSpeaker,
)
from cooperation.queries.filters import PublicFilters
from cooperation.queries.seat_sets import commitments_of_sides, statements_of_sides
from cooperation.queries.tripartite_sides import has_seat, parties_with_seats, speakers_with_seats
from cooperation.vocabulary.commitment import (
    Standing,
)
from cooperation.vocabulary.organisation import NOBODY, Seat

Maker = models.TextChoices(  # type: ignore[call-overload]
    "Maker", [*((seat.name, (seat.value, seat.label)) for seat in Seat), ("NOBODY", NOBODY)]
)


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
        return queryset.filter(has_seat(self.rows(), self.root, value, self.unseated))


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


class StatementFilters(PublicFilters):
    of_kind = STATEMENTS
    first = ("constituent", "side")
    link = StatementSpeaker
    of_link = {
        "organisation": "organisation",
        "person": "person",
        "post": "posts",
        "constituent": "organisation__constituent",
    }

    found_by: ClassVar = {"side": statements_of_sides}

    side = Seats(Seat, speakers_with_seats, "statement", Seat.OTHERS)


class CommitmentFilters(PublicFilters):
    of_kind = COMMITMENTS
    first = ("side", "status", "standing", "past_due")
    link = CommitmentParty
    of_link = {"organisation": "organisation", "person": "person", "role": "side"}

    found_by: ClassVar = {"side": commitments_of_sides}

    side = Seats(Maker, parties_with_seats, "commitment", NOBODY[0])
    past_due = PastDue()


class SourceFilters(PublicFilters):
    of_kind = SOURCES
