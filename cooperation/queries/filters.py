"""Which filters each list takes: one FilterSet for the page and the API."""

from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cooperation.kinds.dated_filters import Since, Until, Years
from cooperation.kinds.filter import Filter
from cooperation.kinds.filters import Choices, Number, Places, Records, Terms
from cooperation.models import (
    Citation,
    Event,
    Organisation,
    Participation,
    Person,
    Post,
    Programme,
    ProgrammeOrganisation,
    Source,
)
from cooperation.models.base import Part, is_public
from cooperation.queries.loading import citation_owner
from cooperation.queries.parts import public_parts
from cooperation.queries.search_fields import Search, UpdatedSince
from cooperation.vocabulary.event import AttendanceMode, EventStatus
from cooperation.vocabulary.programme import ActivityStatus
from cooperation.vocabulary.term import SchemeCode

# What few records name is asked once; what many name, of each record from the newest on.
RARE = {"person", "post"}


class FilterForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if since and until and since > until:
            self.add_error("to", _("No day lies between these two: “to” is before “from”."))
        return self.cleaned_data


class PublicFilters(django_filters.FilterSet):
    """Filters of one list. Several values of a filter are "or", several filters "and".

    `link` names the part whose rows the filters in `of_link` look at together: one row must
    satisfy them all, so that organisation=A&role=speaker means that A spoke.
    """

    link: ClassVar[type[Part] | None] = None
    link_owner: ClassVar[str] = ""
    of_link: ClassVar[dict[str, str]] = {}
    dated: ClassVar[str] = ""

    class Meta:
        form = FilterForm

    q = Search()
    updated_since = UpdatedSince()
    source = Records(Source)
    locator = Number(
        label=_("Paragraph"),
        meaning="Number of a paragraph, ranges included; of the same citation as `source`.",
    )

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        # "from" is no name that a class body can hold.
        found = super().get_filters()
        if cls.dated:
            found |= {"year": Years(cls.dated), "from": Since(cls.dated), "to": Until(cls.dated)}
        return found

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        """Apply every filter whose value could be understood."""
        return self.narrow(queryset, self.understood())

    def understood(self) -> dict[str, Any]:
        """Return what is asked for, by filter."""
        self.form.full_clean()
        given = self.form.cleaned_data.items()
        return {name: value for name, value in given if value not in (None, "", [])}

    def narrow(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        """Apply filters with these values, and no others."""
        for name, value in values.items():
            if name not in self.of_link:
                queryset = self.filters[name].filter(queryset, value)
        return self._cited(self._linked(queryset, values), values)

    @classmethod
    def together(cls, names: Collection[str]) -> dict[str, str]:
        """Return, by filter, the paths at which one row of `link` must satisfy all of these."""
        return cls.of_link

    def _linked(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        together = {
            f"{path}__in": values[name] for name, path in self.of_link.items() if name in values
        }
        if not together or self.link is None:
            return queryset
        owner = self.link.owner_fields[0]
        rows = public_parts(self.link).order_by().filter(**together)
        if RARE & values.keys():
            return queryset.filter(pk__in=rows.values(owner))
        return queryset.filter(Exists(rows.filter(**{owner: OuterRef("pk")})))

    def _cited(self, queryset: models.QuerySet, values: dict[str, Any]) -> models.QuerySet:
        conditions: dict[str, Any] = {}
        if "source" in values:
            conditions["source__in"] = values["source"]
        if "locator" in values:
            conditions |= {
                "locator_first__lte": values["locator"],
                "locator_last__gte": values["locator"],
            }
        if not conditions:
            return queryset
        owner = citation_owner(queryset.model)
        rows = Citation.objects.filter(is_public("source__"), **conditions)
        # Asked of each record by itself, SQLite would look through all of the source each time.
        return queryset.filter(pk__in=rows.filter(**{f"{owner}__isnull": False}).values(owner))


class EventFilters(PublicFilters):
    link = Participation
    of_link = {
        "organisation": "organisation",
        "role": "role",
        "person": "person",
        "post": "posts",
    }
    dated = "date"

    kind = Terms(SchemeCode.EVENT_KIND, "kind", label=_("Kind"))
    theme = Terms(SchemeCode.THEME, "record_terms__term")
    goal = Terms(SchemeCode.SDG_GOAL, "record_terms__term")
    strategy = Terms(SchemeCode.STRATEGY, "record_terms__term")
    target_group = Terms(SchemeCode.TARGET_GROUP, "record_terms__term")
    programme = Records(Programme, "links__programme")
    organisation = Records(Organisation, "participations__organisation")
    role = Terms(SchemeCode.EVENT_ROLE, "participations__role", label=_("Role"))
    person = Records(Person, "participations__person")
    post = Records(Post, "participations__posts")
    place = Places("places")
    mode = Choices(AttendanceMode, "attendance_mode", label=_("Attendance"))
    status = Choices(EventStatus, "status", label=_("Status"))
    event = Records(Event, "parent")


class ProgrammeFilters(PublicFilters):
    link = ProgrammeOrganisation
    of_link = {"organisation": "organisation", "role": "role"}
    dated = "period"

    kind = Terms(SchemeCode.PROGRAMME_KIND, "kind", label=_("Kind"))
    theme = Terms(SchemeCode.THEME, "record_terms__term")
    goal = Terms(SchemeCode.SDG_GOAL, "record_terms__term")
    strategy = Terms(SchemeCode.STRATEGY, "record_terms__term")
    target_group = Terms(SchemeCode.TARGET_GROUP, "record_terms__term")
    organisation = Records(Organisation, "organisations__organisation")
    role = Terms(SchemeCode.PROGRAMME_ROLE, "organisations__role", label=_("Role"))
    place = Places("places")
    status = Choices(ActivityStatus, "status", label=_("Status"))
    event = Records(Event, "event_links__event")
    programme = Records(Programme, "parent")
