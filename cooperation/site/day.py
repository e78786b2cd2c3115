"""The day that a page is asked about, as `?on=2026-01-31`."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language

from cooperation.documents.parts import Rows
from cooperation.kinds.filter_values import DayField
from cooperation.rules import date_words
from cooperation.site.pages import Context
from cooperation.vocabulary.holding import Answer

Told = Callable[[dt.date], dict[Answer, Rows]]


def asked_day(request: HttpRequest, answer: Told) -> Context:
    """Return what a page says of the day that it is asked about, or what is wrong with that."""
    asked = request.GET.get("on", "")
    context: Context = {"asked": asked, "errors": [], "day": None, "told": {}}
    try:
        day = DayField(required=False).clean(asked)
    except ValidationError as error:
        return context | {"errors": error.messages}
    if day is None:
        return context
    told = {answer.name.lower(): rows for answer, rows in answer(day).items()}
    return context | {"day": day.isoformat(), "spoken": day_in_words(day), "told": told}


def day_in_words(day: dt.date) -> str:
    return date_words.date_in_words(day.isoformat(), language=get_language() or "en")
