"""The lists that readers see: where each stands, and what it is called."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.queries import resources
from cooperation.queries.resources import Resource

REGISTER = _("Cambodia Labour Cooperation Register")


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


LISTS = {
    found.resource.name: found
    for found in (
        PublicList("programme", "programmes", _("Programmes"), resources.PROGRAMME_LIST),
        PublicList("event", "events", _("Events"), resources.EVENT_LIST),
        PublicList("stakeholder", "stakeholders", _("Who’s who"), resources.STAKEHOLDER_LIST),
        PublicList(
            "organisation",
            "stakeholders/organisations",
            _("Organisations"),
            resources.ORGANISATION_LIST,
        ),
        PublicList("person", "stakeholders/people", _("People"), resources.PEOPLE_LIST),
        PublicList("post", "stakeholders/posts", _("Posts"), resources.POST_LIST),
        PublicList("statement", "statements", _("Statements"), resources.STATEMENT_LIST),
        PublicList("commitment", "commitments", _("Commitments"), resources.COMMITMENT_LIST),
        PublicList("source", "sources", _("Sources"), resources.SOURCE_LIST),
    )
}
