"""Every list and record of the API, found by walking its addresses."""

from typing import Any, NamedTuple

from django.db import models
from django.urls import reverse

from cooperation.api import urls
from cooperation.api.base import RecordViewSet
from cooperation.models import Organisation, Place, Term
from cooperation.models.base import Record

World = dict[type[models.Model], Record]


class Served(NamedTuple):
    name: str
    viewset: type[RecordViewSet]


def served() -> list[Served]:
    """Return each resource that has a list and details."""
    views = [getattr(pattern.callback, "cls", None) for pattern in urls.urlpatterns]
    found = dict.fromkeys(
        v for v in views if v and issubclass(v, RecordViewSet) and hasattr(v, "full")
    )
    return [Served(viewset.resource.name, viewset) for viewset in found]


def list_address(resource: Served) -> str:
    return reverse(f"api:{resource.name}-list")


def detail_address(resource: Served, world: World) -> str:
    match resource.name:
        case "terms":
            key: list[Any] = ["theme", Term.objects.filter(scheme__code="theme")[0].code]
        case "places":
            key = [Place.objects.order_by("code")[0].code]
        case "stakeholders":
            key = [world[Organisation].slug]
        case _:
            record = world[resource.viewset.resource.subject.model]
            key = [getattr(record, resource.viewset.resource.key)]
    return reverse(f"api:{resource.name}-detail", args=key)


def collection_addresses(resource: Served, world: World) -> list[str]:
    subject = resource.viewset.resource.subject
    if not subject.collections:
        return []
    key = getattr(world[subject.model], resource.viewset.resource.key)
    return [
        reverse(f"api:{resource.name}-collection", args=[key, item.name])
        for item in subject.collections
    ]


RESOURCES = served()
NAMES = [resource.name for resource in RESOURCES]
