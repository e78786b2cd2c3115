"""Which filters each list takes: one FilterSet for the page and the API."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from cooperation.documents.loading import citation_owner
from cooperation.documents.parts import public_parts
from cooperation.kinds.base import CITED, Listed
from cooperation.kinds.dated_filters import Since, Until, Years
from cooperation.kinds.event import EVENTS
from cooperation.kinds.filter import Filter
from cooperation.kinds.filters import Number, Records
from cooperation.kinds.programme import PROGRAMMES
from cooperation.models import (
    Citation,
    Participation,
    ProgrammeOrganisation,
    Source,
)
from cooperation.models.base import Part, is_public
from cooperation.queries.generation import Present
from cooperation.queries.search_fields import Search, UpdatedSince

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

    `of_kind` declares them; those that ask other records stand with their FilterSet. Readers are
    offered those in `first` before the others. `link` names the part whose rows the filters in
    `of_link` look at together: one row must satisfy them all, so that
    organisation=A&role=speaker means that A spoke.
    """

    of_kind: ClassVar[Listed | None] = None
    first: ClassVar[tuple[str, ...]] = ()
    link: ClassVar[type[Part] | None] = None
    link_owner: ClassVar[str] = ""
    of_link: ClassVar[dict[str, str]] = {}
    # Which others a filter must know of, besides what they leave.
    needs: ClassVar[dict[str, tuple[str, ...]]] = {}
    # What finds the records of some values in a state, where no set by one value holds them.
    found_by: ClassVar[dict[str, Callable[[Collection[str], Present], BitMap]]] = {}

    class Meta:
        form = FilterForm

    q = Search()
    updated_since = UpdatedSince()
    source = Records(Source, counted=CITED)
    locator = Number(
        label=gettext_lazy("Paragraph"),
        meaning="Number of a paragraph, ranges included; of the same citation as `source`.",
    )

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        found = super().get_filters()
        if cls.of_kind is None:
            return found
        own = found | {**cls.of_kind.filters}
        of_all = [name for name in found if name in PublicFilters.declared_filters]
        found = {name: own[name] for name in (*of_all, *cls.first, *own)}
        # "from" is no name that a class body can hold.
        if date := cls.of_kind.date:
            found |= {"year": Years(date), "from": Since(date), "to": Until(date)}
        return found

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        """Apply every filter whose value could be understood."""
        return self.narrow(queryset, self.understood())

    def understood(self) -> dict[str, Any]:
        """Return what is asked for, by filter; what could not be understood is left out."""
        # The form is cleaned once, for all who ask: whether it is valid does not matter.
        self.form.is_valid()
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
    of_kind = EVENTS
    link = Participation
    of_link = {
        "organisation": "organisation",
        "role": "role",
        "person": "person",
        "post": "posts",
    }


class ProgrammeFilters(PublicFilters):
    of_kind = PROGRAMMES
    link = ProgrammeOrganisation
    of_link = {"organisation": "organisation", "role": "role"}
