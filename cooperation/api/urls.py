"""Addresses of the API. What is promised here is neither renamed nor removed within v1."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularAPIView

from cooperation.api.base import RecordViewSet
from cooperation.api.changes import ChangeViewSet
from cooperation.api.commitment import CommitmentViewSet
from cooperation.api.docs import docs
from cooperation.api.event import EventViewSet
from cooperation.api.organisation import OrganisationViewSet
from cooperation.api.person import PersonViewSet
from cooperation.api.place import PlaceViewSet
from cooperation.api.post import PostViewSet
from cooperation.api.programme import ProgrammeViewSet
from cooperation.api.records import RecordView
from cooperation.api.root import RootView
from cooperation.api.source import SourceViewSet
from cooperation.api.stakeholder import StakeholderViewSet
from cooperation.api.statement import StatementViewSet
from cooperation.api.term import TermViewSet

app_name = "api"

VIEWSETS: tuple[type[RecordViewSet], ...] = (
    ProgrammeViewSet,
    EventViewSet,
    OrganisationViewSet,
    PostViewSet,
    PersonViewSet,
    StatementViewSet,
    CommitmentViewSet,
    SourceViewSet,
)


def record_routes(viewset: type[RecordViewSet], key: str = "<slug:key>") -> list[URLPattern]:
    name = viewset.resource.name
    one = f"{name}/{key}/"
    found = [
        path(f"{name}/", viewset.as_view({"get": "list"}), name=f"{name}-list"),
        path(one, viewset.as_view({"get": "retrieve"}), name=f"{name}-detail"),
    ]
    if viewset.resource.subject.collections:
        view = viewset.as_view({"get": "collection"})
        found.append(path(f"{one}<slug:name>/", view, name=f"{name}-collection"))
    return found


LISTED: tuple[type[RecordViewSet], ...] = (
    *VIEWSETS,
    StakeholderViewSet,
    TermViewSet,
    PlaceViewSet,
    ChangeViewSet,
)

urlpatterns = [
    path("", RootView.as_view(viewsets=LISTED), name="root"),
    *(
        route
        for viewset in VIEWSETS
        for route in record_routes(
            viewset, "<uuid:key>" if viewset.resource.key == "uid" else "<slug:key>"
        )
    ),
    *record_routes(StakeholderViewSet),
    *record_routes(TermViewSet, "<slug:scheme>/<str:code>"),
    *record_routes(PlaceViewSet),
    path("changes/", ChangeViewSet.as_view({"get": "list"}), name="changes-list"),
    path("records/<uuid:uid>/", RecordView.as_view(viewsets=VIEWSETS), name="record"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
