"""Every public address: the list that must be kept by hand, and how its gaps are filled."""

import re
from collections.abc import Iterable, Iterator

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, is_valid_path
from django.utils.translation import override

from cooperation.models import (
    Commitment,
    Document,
    Event,
    Organisation,
    Person,
    Picture,
    Place,
    Post,
    Preview,
    Programme,
    Source,
    Statement,
    Term,
)
from cooperation.models.base import Record, part_models
from cooperation.queries import filter_fields, resources, search_fields
from cooperation.queries.resources import Resource
from cooperation.queries.stakeholder_filters import Roles
from cooperation.vocabulary.term import SchemeCode
from tests.guards.rows import KINDS, OPEN, PLACES, World

API = "api/v1/"
MEDIA = "media/<str:name>"
SOME_SCHEMES = (SchemeCode.THEME, SchemeCode.EVENT_ROLE, SchemeCode.PROGRAMME_KIND)
TABLES = ("csv", "xlsx", "jsonl", "atom")
# What stands here is public; whoever adds an address decides so here, and the guards then hunt
# hidden records through it. Beside each address with a gap: what fills it, or how it is filled.
REGISTERED: dict[str, tuple[type[models.Model] | SchemeCode | str, ...]] = {
    "": (),
    "healthz": (),
    "readyz": (),
    "about/": (),
    "accessibility/": (),
    "data/": (),
    "glossary/": (),
    "search/": (),
    "changes/": (),
    "changes.atom": (),
    "changes/<uuid:uid>/": KINDS,
    "changes/<uuid:uid>.atom": KINDS,
    "report/<uuid:uid>/": KINDS,
    "report/thanks/": (),
    "cite/<uuid:uid>.bib": KINDS,
    "cite/<uuid:uid>.csl.json": KINDS,
    "timeline/": (),
    "tripartite/": (),
    "map/": (),
    "embed/map/": (),
    "embed/map/of-programmes/": (),
    "network/": (),
    "network.graphml": (),
    "network.json": (),
    "embed/network/": (),
    "embed/commitments-by-state/": (),
    "embed/figures/programmes/<slug:slug>/": (Programme,),
    "embed/figures/events/<slug:slug>/": (Event,),
    "embed/network/organisations/<slug:slug>/": (Organisation,),
    "embed/network/people/<slug:slug>/": (Person,),
    "embed/network/programmes/<slug:slug>/": (Programme,),
    "embed/network/events/<slug:slug>/": (Event,),
    "embed/timeline/": (),
    "embed/timeline/<slug:slug>/": (Programme,),
    "programmes/": (),
    "programmes/<slug:slug>/": (Programme,),
    "events/": (),
    "events/<slug:slug>/": (Event,),
    "stakeholders/": (),
    "stakeholders/organisations/": (),
    "stakeholders/organisations/<slug:slug>/": (Organisation,),
    "stakeholders/people/": (),
    "stakeholders/people/<slug:slug>/": (Person,),
    "stakeholders/posts/": (),
    "stakeholders/posts/<slug:slug>/": (Post,),
    MEDIA: (Picture, Document),
    "statements/": (),
    "statements/<uuid:uid>/": (Statement,),
    "commitments/": (),
    "commitments/<slug:slug>/": (Commitment,),
    "sources/": (),
    "sources/<slug:slug>/": (Source,),
    "themes/<str:code>/": (SchemeCode.THEME,),
    "goals/<str:code>/": (SchemeCode.SDG_GOAL,),
    "strategies/<str:code>/": (SchemeCode.STRATEGY,),
    "offline/": (),
    "service-worker.js": (),
    "robots.txt": (),
    "sitemap.xml": (),
    "sitemaps/pages.xml": (),
    "sitemaps/<slug:kind>-<int:number>.xml": tuple(
        f"sitemaps/{kind._meta.model_name}-0.xml" for kind in KINDS
    ),
    "events/<slug:slug>.ics": (Event,),
    "cards/register.png": (),
    "cards/programmes/<slug:key>.png": (Programme,),
    "cards/events/<slug:key>.png": (Event,),
    "cards/organisations/<slug:key>.png": (Organisation,),
    "cards/people/<slug:key>.png": (Person,),
    "cards/posts/<slug:key>.png": (Post,),
    "cards/statements/<uuid:key>.png": (Statement,),
    "cards/commitments/<slug:key>.png": (Commitment,),
    "cards/sources/<slug:key>.png": (Source,),
    "events.ics": (),
    "commitments.ics": (),
    **{
        f"{name}.{suffix}": ()
        for name in (
            "programmes",
            "events",
            "stakeholders",
            "stakeholders/organisations",
            "stakeholders/people",
            "stakeholders/posts",
            "statements",
            "commitments",
            "sources",
        )
        for suffix in TABLES
    },
    "preview/<str:token>/": (Preview,),
    "preview/<str:token>/media/<str:name>": (Preview,),
    f"{API}programmes/": (),
    f"{API}programmes/<slug:key>/": (Programme,),
    f"{API}programmes/<slug:key>/<slug:name>/": (Programme,),
    f"{API}events/": (),
    f"{API}events/<slug:key>/": (Event,),
    f"{API}events/<slug:key>/<slug:name>/": (Event,),
    f"{API}organisations/": (),
    f"{API}organisations/<slug:key>/": (Organisation,),
    f"{API}organisations/<slug:key>/<slug:name>/": (Organisation,),
    f"{API}posts/": (),
    f"{API}posts/<slug:key>/": (Post,),
    f"{API}posts/<slug:key>/<slug:name>/": (Post,),
    f"{API}people/": (),
    f"{API}people/<slug:key>/": (Person,),
    f"{API}people/<slug:key>/<slug:name>/": (Person,),
    f"{API}stakeholders/": (),
    f"{API}stakeholders/<slug:key>/": (Organisation, Person),
    f"{API}statements/": (),
    f"{API}statements/<uuid:key>/": (Statement,),
    f"{API}commitments/": (),
    f"{API}commitments/<slug:key>/": (Commitment,),
    f"{API}commitments/<slug:key>/<slug:name>/": (Commitment,),
    f"{API}sources/": (),
    f"{API}sources/<slug:key>/": (Source,),
    f"{API}sources/<slug:key>/<slug:name>/": (Source,),
    f"{API}terms/": (),
    f"{API}terms/<slug:scheme>/<str:code>/": (Term,),
    f"{API}places/": (),
    f"{API}places/<slug:key>/": (Place,),
    f"{API}changes/": (),
    f"{API}records/<uuid:uid>/": KINDS,
    f"{API}schema/": (),
    f"{API}docs/": (),
}


def resolved() -> set[str]:
    """Return the route of every address but those of the desk, as the URL resolver knows them."""
    return {route for route in _walk(get_resolver(), "") if not route.startswith("admin/")}


def routes() -> list[str]:
    """Return the public routes, in the order in which they are registered."""
    known = resolved()
    return [route for route in REGISTERED if route in known]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern, route)


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
        for name in model.objects.filter(**{owner: record}).values_list("file", flat=True)
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
        match field:
            case filter_fields.Records(named=named):
                yield name, world[named].slug
            case filter_fields.Terms() | Roles():
                yield name, "used"
                yield name, "unused"
            case filter_fields.Places():
                yield from ((name, code) for code in PLACES.values())
            case filter_fields.Choices(choices=choices):
                yield name, choices.values[0]
            case filter_fields.Years():
                yield name, "2026"
            case filter_fields.Number():
                yield name, "1"
            case filter_fields.Flag():
                yield name, "true"
            case filter_fields.Since() | filter_fields.Until() | filter_fields.Day():
                yield name, "2026-01-22"
            case search_fields.UpdatedSince():
                yield name, "2026-01-22"
            case _:
                yield name, OPEN


def _filled(route: str, **values: str) -> str:
    return "/" + re.sub("<[a-z]+:([a-z]+)>", lambda gap: values.get(gap[1], gap[0]), route)


def _collections(model: type[models.Model]) -> Iterable:
    subjects = (resource.subject for _address, resource in lists())
    return next((subject.collections for subject in subjects if subject.model is model), ())
