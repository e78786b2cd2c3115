"""What a list's filters offer: only values that some public record of the list has."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import get_language

from cooperation.models import Organisation, Place, Term
from cooperation.models.localized import localized
from cooperation.queries import filter_fields, generation
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import Present
from cooperation.queries.resources import Resource

MOST = 60
Labels = list[tuple[str, str, str, str]]
Offered = dict[str, tuple[tuple[str, str], ...]]


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
    filters: PublicFilters, resource: Resource, state: Present
) -> list[FilterControl]:
    """Return the filters of a list's form, in order."""
    key = ("options", state.key, resource.name, get_language())
    offered = generation.kept(key, lambda: _offered(filters, resource))
    controls = []
    for name in filters.filters:
        values = tuple(filters.form.data.getlist(name))
        choices = offered.get(name, ())
        extra = [(value, value) for value in values if value not in dict(choices)]
        options = tuple(
            Option(value, label, value in values)
            for value, label in (*choices, *(extra if choices else ()))
        )
        errors = tuple(filters.form.errors.get(name, ()))
        controls.append(FilterControl(name, options, values, errors))
    return controls


def _offered(filters: PublicFilters, resource: Resource) -> Offered:
    listed = {name: field for name, field in filters.filters.items() if _is_listed(field)}
    used = _used(resource.subject.public().order_by(), listed)
    labels: dict[Any, Labels] = {
        Term: _labels(Term.objects.all(), "code", "label", listed, used, "scheme__code"),
        Place: _labels(Place.objects.all(), "code", "name", listed, used, "kind"),
        Organisation: _labels(
            Organisation.objects.published(), "slug", "name", listed, used, "constituent"
        ),
    }
    offered: Offered = {}
    for name, field in listed.items():
        values = used[field.path]
        if isinstance(field, filter_fields.Years):
            offered[name] = tuple((year, year) for year in sorted(values, reverse=True))
        elif isinstance(field, filter_fields.Choices):
            choices = [(code, str(label)) for code, label in field.choices.choices]
            offered[name] = tuple(choice for choice in choices if choice[0] in values)
        else:
            scheme = getattr(field, "scheme", None)
            found = [
                (code, label)
                for pk, code, label, group in labels[_target(field)]
                if pk in values and scheme in (None, group)
            ]
            offered[name] = tuple(found) if len(found) <= MOST else ()
    return offered


def _is_listed(field: Any) -> bool:
    listed = isinstance(field, filter_fields.Years | filter_fields.Choices)
    return bool(field.path) and (listed or _target(field) is not None)


def _target(field: Any) -> type[models.Model] | None:
    match field:
        case filter_fields.Terms():
            return Term
        case filter_fields.Places():
            return Place
        case filter_fields.Records(named=named) if named is Organisation:
            return Organisation
        case _:
            return None


def _used(rows: models.QuerySet, listed: dict[str, Any]) -> dict[str, set[str]]:
    """Return, by path, the values that public records have there: one query for all paths."""
    columns = {
        field.path: ExtractYear(f"{field.path}_earliest")
        if isinstance(field, filter_fields.Years)
        else field.path
        for field in listed.values()
    }
    found = [
        rows.values_list(
            Value(path, output_field=TextField()), Cast(column, TextField())
        ).distinct()
        for path, column in columns.items()
    ]
    used: dict[str, set[str]] = {path: set() for path in columns}
    if found:
        for path, value in found[0].union(*found[1:]):
            if value is not None:
                used[path].add(value)
    return used


def _labels(
    rows: models.QuerySet,
    key: str,
    name: str,
    listed: dict[str, Any],
    used: dict[str, set[str]],
    group: str,
) -> Labels:
    """Return (id, key, label, group) of the rows that are in use, by label."""
    paths = {field.path for field in listed.values() if _target(field) is rows.model}
    pks = {int(value) for path in paths for value in used[path]}
    if not paths:
        return []
    label = localized(name)
    found = rows.filter(pk__in=pks).order_by(label, "pk").values_list("pk", key, label, group)
    return [(str(pk), code, text, kind) for pk, code, text, kind in found]
