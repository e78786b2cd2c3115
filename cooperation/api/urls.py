"""Addresses of the API. What is promised here is neither renamed nor removed within v1."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularAPIView

from cooperation.api.base import RecordViewSet
from cooperation.api.commitment import CommitmentViewSet
from cooperation.api.docs import docs
from cooperation.api.event import EventViewSet
from cooperation.api.records import RecordView
from cooperation.api.source import SourceViewSet
from cooperation.api.statement import StatementViewSet

app_name = "api"

VIEWSETS: tuple[type[RecordViewSet], ...] = (
    EventViewSet,
    StatementViewSet,
    CommitmentViewSet,
    SourceViewSet,
)


def routes(viewset: type[RecordViewSet]) -> list[URLPattern]:
    name = viewset.resource.name
    converter = "uuid" if viewset.resource.key == "uid" else "slug"
    one = f"{name}/<{converter}:key>/"
    return [
        path(f"{name}/", viewset.as_view({"get": "list"}), name=f"{name}-list"),
        path(one, viewset.as_view({"get": "retrieve"}), name=f"{name}-detail"),
        path(
            f"{one}<slug:name>/",
            viewset.as_view({"get": "collection"}),
            name=f"{name}-collection",
        ),
    ]


urlpatterns = [
    *(route for viewset in VIEWSETS for route in routes(viewset)),
    path("records/<uuid:uid>/", RecordView.as_view(viewsets=VIEWSETS), name="record"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
