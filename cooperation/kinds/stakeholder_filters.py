"""Filters of organisations, people and posts that no other list has."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.kinds.filter import Filter
from cooperation.kinds.filter_values import RepeatedField
from cooperation.kinds.filters import Places, ids_below, ids_of_keys
from cooperation.kinds.told import ROLE
from cooperation.models import Term
from cooperation.vocabulary.term import SchemeCode

ROLE_SCHEMES = (SchemeCode.PROGRAMME_ROLE, SchemeCode.EVENT_ROLE)


class Roles(Filter):
    """Roles by code, in programmes and at events alike."""

    field_class = RepeatedField
    is_repeated = has_sets = True
    named = Term
    meaning = "Code of a role in programmes or at events; those below it are included."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(counted=ROLE, resolve=self.resolve, **kwargs)

    def usual_label(self) -> Any:
        return _("Role")

    def resolve(self, values: list[str]) -> list[int]:
        terms = Term.objects.filter(scheme__code__in=ROLE_SCHEMES, code__in=values)
        ids_of_keys(terms, "code", values)
        return ids_below(Term, list(terms.values_list("pk", flat=True)))


class PlacesOrCountries(Places):
    """Places by code, with what lies in them: where an organisation is, or its country."""

    also = ("country",)

    def condition(self, model: type[models.Model], value: list[int]) -> Q:
        return Q(place__in=value) | Q(country__in=value)
