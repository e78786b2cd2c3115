"""Filters by what a record says, and by when the public could last see it change."""

import datetime as dt
from collections import defaultdict
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.kinds.filter import Filter
from cooperation.kinds.filter_values import LONGEST, DayField
from cooperation.kinds.registry import REFERENCE_LISTS
from cooperation.models.texts import LineInput
from cooperation.queries.search import answers_question
from cooperation.rules import dates
from cooperation.rules.search_text import (
    Phrase,
    Question,
    Run,
    parse_question,
    search_words,
    unspaced_runs,
)


class QuestionField(LineInput):
    """What is looked for, as understood; None where nothing is asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> Question | None:
        found = super().clean(value)
        if not found:
            return None
        question = parse_question(found)
        if not question.name:
            raise ValidationError(
                _("“%(value)s” has no letter or digit to look for.") % {"value": found[:40]}
            )
        return question


class MomentField(LineInput):
    """A moment with its zone, or a day in Phnom Penh."""

    def clean(self, value: Any) -> dt.datetime | None:
        found = super().clean(value)
        if not found:
            return None
        try:
            # The plus sign of a zone is a space in an address that was not encoded.
            moment = parse_datetime(found.replace(" ", "+")) if "T" in found else _midnight(found)
            if moment is not None and moment.tzinfo is not None:
                return moment.astimezone(dt.UTC)
        except (ValueError, OverflowError, ValidationError):
            pass
        raise ValidationError(
            _("“%(value)s” is no moment. Write it as 2026-01-31T09:00:00Z, or a day as 2026-01-31.")
            % {"value": found[:40]}
        )


class Search(Filter):
    """Records that answer a question."""

    field_class = QuestionField
    meaning = "Words, names or short forms, in English or Khmer: records that have all of them."
    schema: ClassVar = {"type": "string", "maxLength": LONGEST}
    input_type = "search"

    def usual_label(self) -> Any:
        return gettext_lazy("Words")

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        return queryset.filter(answers_question(queryset.model, value)) if value else queryset


class UpdatedSince(Filter):
    """Records that the public could see change at a moment or after it."""

    field_class = MomentField
    meaning = "Published, changed or gone live then or later: a moment, or a day."
    tried = ("2026-01-22",)

    def usual_label(self) -> Any:
        return gettext_lazy("Changed since")

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        return queryset if value is None else queryset.filter(updated_at__gte=value)


class NamedLike(Search):
    """Terms or places in whose names or code the words asked for begin, or runs stand."""

    def filter(self, queryset: models.QuerySet, value: Any) -> models.QuerySet:
        if value is None:
            return queryset
        # They are few and their names are short: no index of them is kept.
        texts: dict[int, str] = defaultdict(str)
        named = REFERENCE_LISTS[str(queryset.model._meta.model_name)].named
        for pk, *names in queryset.order_by().values_list("pk", *named):
            texts[pk] += "\n".join(filter(None, ("", *names)))
        return queryset.filter(pk__in=[pk for pk, text in texts.items() if _holds(text, value)])


def _holds(text: str, question: Question) -> bool:
    found = " " + " ".join(search_words(text))
    unspaced = "\n".join(unspaced_runs(text))
    return all(
        piece.text in unspaced if isinstance(piece, Run) else f" {' '.join(piece.words)}" in found
        for piece in question.pieces or (Phrase((question.name,)),)
    )


def _midnight(text: str) -> dt.datetime:
    day = DayField().clean(text)
    return dt.datetime.combine(day, dt.time(), dates.PHNOM_PENH)
