"""What a list's filters offer: only values that some public record of the list has."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language

from cooperation.models import Place, Term
from cooperation.models.localized import localized
from cooperation.queries import filter_fields, generation
from cooperation.queries.filters import PublicFilters
from cooperation.queries.resources import Resource

MOST = 60


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterControl:
    """One filter of a form: its choices if they can be listed, else what was typed."""

    name: str
    options: tuple[Option, ...]
    values: tuple[str, ...]
    errors: tuple[str, ...]


def filter_options(
    filters: PublicFilters, resource: Resource, *, at: dt.datetime
) -> list[FilterControl]:
    state = generation.present(at).key
    controls = []
    for name, field in filters.filters.items():
        values = tuple(filters.form.data.getlist(name))
        language = get_language()
        key = ("options", state, resource.name, name, language)
        offered = generation.kept(key, lambda field=field: _offered(field, resource))
        chosen = [value for value in values if value not in dict(offered)]
        options = tuple(
            Option(value, label, value in values)
            for value, label in (*offered, *((value, value) for value in chosen if offered))
        )
        errors = tuple(filters.form.errors.get(name, ()))
        controls.append(FilterControl(name, options, values, errors))
    return controls


def _offered(field: Any, resource: Resource) -> tuple[tuple[str, str], ...]:
    rows = resource.subject.public().order_by()
    match field:
        case filter_fields.Years(path=path):
            years = rows.values_list(f"{path}_earliest__year", flat=True).distinct()
            return tuple((str(year), str(year)) for year in sorted(filter(None, years))[::-1])
        case filter_fields.Choices(path=path, choices=choices):
            used = set(rows.values_list(path, flat=True).distinct()) if path else set()
            return tuple((code, str(label)) for code, label in choices.choices if code in used)
        case filter_fields.Terms(path=path) if path:
            return _named(Term.objects.filter(pk__in=_used(rows, path)), "code", "label")
        case filter_fields.Places(path=path) if path:
            return _named(Place.objects.filter(pk__in=_used(rows, path)), "code", "name")
        case filter_fields.Records(path=path, model=model) if path:
            named = model.objects.published().filter(pk__in=_used(rows, path))
            return _named(named, "slug", model.name_field)
        case filter_fields.Records(model=model):
            return _named(model.objects.published(), "slug", model.name_field)
        case _:
            return ()


def _used(rows: models.QuerySet, path: str) -> list[int]:
    return list(rows.values_list(path, flat=True).distinct()[: MOST * 4])


def _named(rows: models.QuerySet, key: str, name: str) -> tuple[tuple[str, str], ...]:
    label = localized(name)
    found = list(rows.order_by(label, "pk").values_list(key, label)[: MOST + 1])
    return tuple(found) if len(found) <= MOST else ()
