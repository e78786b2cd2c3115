"""The lists that readers see: where each stands, and what it is called."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.queries import resources
from cooperation.queries.resources import Resource

REGISTER = _("Cambodia Labour Cooperation Register")


# Where lists stand that stand below another.
ROUTES = {name: f"stakeholders/{name}" for name in ("organisations", "people", "posts")}


@dataclass(frozen=True, slots=True)
class PublicList:
    """`kind` begins the names of its routes, `route` the addresses of its other forms."""

    kind: str
    route: str
    title: Promise
    resource: Resource

    @property
    def address(self) -> str:
        return reverse(f"{self.kind}-list")


def _list_of(resource: Resource) -> PublicList:
    kind = resource.kind
    return PublicList(kind.model_name, ROUTES.get(kind.name, kind.name), kind.title, resource)


LISTS = {
    listed.resource.name: listed
    for listed in (
        _list_of(resources.PROGRAMME_LIST),
        _list_of(resources.EVENT_LIST),
        PublicList("stakeholder", "stakeholders", _("Who’s who"), resources.STAKEHOLDER_LIST),
        _list_of(resources.ORGANISATION_LIST),
        _list_of(resources.PEOPLE_LIST),
        _list_of(resources.POST_LIST),
        _list_of(resources.STATEMENT_LIST),
        _list_of(resources.COMMITMENT_LIST),
        _list_of(resources.SOURCE_LIST),
    )
}
