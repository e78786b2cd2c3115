"""Every public address: the list that must be kept by hand."""

from collections.abc import Iterator

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

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
from cooperation.vocabulary.term import SchemeCode
from tests.guards.rows import KINDS

API = "api/v1/"
MEDIA = "media/<str:name>"
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
    ".well-known/security.txt": (),
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
    # It leads there.
    "api/": ("api/v1/",),
    API: (),
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
