"""What records lack, as conditions that the front page counts and lists filter by."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models import Citation, Commitment, Source
from cooperation.models.base import Record, part_models
from cooperation.rules import dates
from cooperation.vocabulary.workflow import State

SOURCE, REVIEW, KHMER, SEARCH = "source", "review", "khmer", "search"
NEEDS = {
    SOURCE: _("A source for each fact"),
    REVIEW: _("Its overdue review"),
    KHMER: _("Its Khmer name"),
    SEARCH: _("A search for later word (its date has passed)"),
}


def records_lacking(model: type[Record], need: str, *, on: dt.date) -> models.QuerySet | None:
    """Return the records of a kind that lack something on a day; None if no record can."""
    rows = model._default_manager.all()
    match need:
        case "source":
            return None if model is Source else _unsourced(model)
        case "review":
            return rows.exclude(state=State.ARCHIVED).filter(review_due__lte=on)
        case "khmer":
            named = rows.exclude(state=State.ARCHIVED)
            return named.filter(**{f"{model.name_field}_km": ""})
        case "search" if model is Commitment:
            public = Commitment.objects.filter(state=State.PUBLISHED)
            return public.with_status().to_search_for(on=on)
        case _:
            return None


def _unsourced(model: type[Record]) -> models.QuerySet:
    """Return the drafts of which no source supports the whole, and some part or all lacks one.

    Whatever is public has its sources: it could not have been published otherwise.
    """
    owner = next(key for part, key in part_models(model) if part is Citation)
    cited = Citation.objects.filter(**{owner: OuterRef("pk")})
    lacks = Q(~Exists(cited))
    for part, key in part_models(model):
        if part is not Citation:
            supporting = Citation.objects.filter(part=OuterRef("pk"))
            lacks |= Q(Exists(part.objects.filter(~Exists(supporting), **{key: OuterRef("pk")})))
    whole = cited.filter(part__isnull=True, field="")
    return model._default_manager.filter(~Exists(whole) & lacks, state=State.DRAFT)


class NeedsFilter(admin.SimpleListFilter):
    title = _("what it lacks")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        today = dates.day_in_phnom_penh(timezone.now())
        model = model_admin.model
        return [
            (need, label)
            for need, label in NEEDS.items()
            if records_lacking(model, need, on=today) is not None
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        need = self.value()
        found = (
            records_lacking(queryset.model, need, on=dates.day_in_phnom_penh(timezone.now()))
            if need
            else None
        )
        return queryset if found is None else queryset.filter(pk__in=found.values("pk"))
