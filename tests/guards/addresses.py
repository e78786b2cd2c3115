"""How the gaps of public addresses are filled, and what lists are asked for."""

import re
from collections.abc import Iterable, Iterator

from django.db import models
from django.urls import is_valid_path
from django.utils.translation import override

from cooperation.models import (
    Place,
    Term,
)
from cooperation.models.base import Record, part_models
from cooperation.queries import resources
from cooperation.queries.resources import Resource
from cooperation.vocabulary.term import SchemeCode
from tests.guards.registered import MEDIA, REGISTERED, routes
from tests.guards.rows import OPEN, PLACES, World

SOME_SCHEMES = (SchemeCode.THEME, SchemeCode.EVENT_ROLE, SchemeCode.PROGRAMME_KIND)


def fixed() -> list[str]:
    """Return the addresses without a gap, lists with as many rows as they give."""
    of_lists = {address for address, _resource in lists()}
    found = ["/" + route for route in routes() if not REGISTERED[route]]
    given = (item for route in routes() for item in REGISTERED[route])
    found += ["/" + item for item in given if type(item) is str]
    asked = {"/search/": f"?q={OPEN}"} | dict.fromkeys(of_lists, "?limit=500")
    return [address + asked.get(address, "") for address in found]


def in_khmer(found: Iterable[str]) -> list[str]:
    """Return the Khmer addresses of those that have one."""
    with override("km"):
        khmer = [f"/km{address}" for address in found]
        return [address for address in khmer if is_valid_path(address.partition("?")[0])]


def lists() -> list[tuple[str, Resource]]:
    """Return the address of each list, page and API, with what it lists."""
    by_name = {item.name: item for item in vars(resources).values() if isinstance(item, Resource)}
    names = {route: route.rstrip("/").split("/")[-1] for route in routes()}
    return [
        ("/" + route, by_name[name])
        for route, name in names.items()
        if name in by_name and not REGISTERED[route]
    ]


def of_terms() -> list[str]:
    """Return the addresses of terms and places; of the terms without a page, some in the API."""
    found = []
    for route in routes():
        for kind in REGISTERED[route]:
            if isinstance(kind, SchemeCode):
                terms = Term.objects.filter(scheme__code=kind)
                found += [_filled(route, code=term.code) for term in terms]
            elif kind is Term:
                some = Term.objects.filter(scheme__code__in=SOME_SCHEMES)
                terms = some.select_related("scheme")
                found += [_filled(route, scheme=term.scheme.code, code=term.code) for term in terms]
            elif kind is Place:
                found += [_filled(route, key=place.code) for place in Place.objects.all()]
    return found


def of_records(records: Iterable[Record]) -> list[str]:
    return [
        address
        for record in records
        for address in (*of_key(type(record), record.slug, str(record.uid)), *of_files(record))
    ]


def of_files(record: Record) -> list[str]:
    """Return the addresses of the files that the record has, whether or not the public sees it."""
    return [
        _filled(MEDIA, name=name)
        for model, owner in part_models(type(record))
        if model in REGISTERED[MEDIA]
        for name in model.objects.filter(**{owner: record})
        .order_by("pk")
        .values_list("file", flat=True)
    ]


def of_key(model: type[models.Model], slug: str, uid: str) -> list[str]:
    """Return each address that a record of a kind would have with this slug and permanent id."""
    found = []
    for route in routes():
        if model in REGISTERED[route]:
            key = uid if "<uuid:" in route else slug
            address = _filled(route, key=key, slug=key, uid=key)
            if "<slug:name>" in address:
                names = [f"{item.name}/?limit=500" for item in _collections(model)]
                found += [address.replace("<slug:name>/", name) for name in names]
            else:
                found.append(address)
    return found


def filters(resource: Resource, world: World) -> Iterator[tuple[str, str]]:
    """Give each filter of a list with a value that public records have, or could have."""
    for name, field in resource.filters.get_filters().items():
        values = {
            Term: ("used", "unused"),
            Place: tuple(PLACES.values()),
            **{model: (record.slug,) for model, record in world.items()},
        }.get(getattr(field, "named", field.target), field.examples())
        yield from ((name, value) for value in values or (OPEN,))


def _filled(route: str, **values: str) -> str:
    return "/" + re.sub("<[a-z]+:([a-z]+)>", lambda gap: values.get(gap[1], gap[0]), route)


def _collections(model: type[models.Model]) -> Iterable:
    subjects = (resource.subject for _address, resource in lists())
    return next((subject.collections for subject in subjects if subject.model is model), ())
