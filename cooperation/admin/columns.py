"""What lists and forms of records show besides their fields: public state, dates in words."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Record
from cooperation.rules import date_words
from cooperation.vocabulary.workflow import State

PUBLIC_STATES = {
    "draft": _("draft"),
    "live": _("live"),
    "scheduled": _("scheduled"),
    "expired": _("expired"),
    "archived": _("archived"),
}


def public_state_of(record: Record, at: dt.datetime) -> str:
    """Return which of PUBLIC_STATES a record is in at a moment."""
    if record.state != State.PUBLISHED:
        return str(record.state)
    if record.is_public(at):
        return "live"
    return "scheduled" if record.go_live_at and record.go_live_at > at else "expired"


@admin.display(description=_("Public state"), ordering="state")
def public_state(record: Record) -> str:
    return str(PUBLIC_STATES[public_state_of(record, timezone.now())])


class PublicStateFilter(admin.SimpleListFilter):
    title = _("public state")
    parameter_name = "public_state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(PUBLIC_STATES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet:
        now = timezone.now()
        match self.value():
            case "draft" | "archived" as state:
                return queryset.filter(state=state)
            case "live":
                return queryset.published(at=now)
            case "scheduled":
                return queryset.filter(state=State.PUBLISHED, go_live_at__gt=now)
            case "expired":
                return queryset.filter(state=State.PUBLISHED, expire_at__lte=now)
            case _:
                return queryset


@cache
def date_in_words_column(name: str) -> Callable[[models.Model], str]:
    """Return a column that says an uncertain date as readers will read it."""

    @admin.display(description=_("as readers see it"), ordering=f"{name}_earliest")
    def in_words(row: models.Model) -> str:
        as_stated = getattr(row, f"{name}_as_stated", "")
        return date_words.date_in_words(getattr(row, name), as_stated=as_stated)

    in_words.__name__ = f"{name}_in_words"
    return in_words


@cache
def khmer_name_column(name: str) -> Callable[[models.Model], str]:
    """Return a column that shows which records have their Khmer name."""

    @admin.display(description=_("in Khmer"), ordering=f"{name}_km")
    def in_khmer(row: models.Model) -> str:
        return getattr(row, f"{name}_km")

    return in_khmer


@cache
def date_column(name: str, label: str) -> Callable[[models.Model], str]:
    """Return the same column for a list, headed by the name of the date."""
    say = date_in_words_column(name)

    @admin.display(description=label, ordering=f"{name}_earliest")
    def in_words(row: models.Model) -> str:
        return say(row)

    return in_words
