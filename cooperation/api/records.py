from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from cooperation.api.schema import FIELDS, LANG, REFUSALS
from cooperation.queries.records import merged_into, slug_of
from cooperation.web.former_names import lead_on


class RecordView(APIView):
    """A record of any kind by its permanent id, as its own resource shows it."""

    viewsets: tuple[Any, ...] = ()

    @extend_schema(
        operation_id="records_retrieve",
        tags=["records"],
        parameters=[FIELDS, LANG],
        responses={
            "200": OpenApiResponse({"type": "object"}, description="The detail of its resource."),
            **REFUSALS,
        },
    )
    def get(self, request: Request, uid: UUID) -> HttpResponseBase:
        found = self.shown_by(uid)
        if found is None:
            kept = merged_into(uid)
            if kept is None or self.shown_by(kept) is None:
                raise Http404
            address = reverse("api:record", args=[kept])
            return lead_on(request._request, address, preserve_request=True)
        viewset, slug = found
        key = slug if viewset.resource.key == "slug" else uid
        return viewset.as_view({"get": "retrieve"})(request._request, key=key)

    def shown_by(self, uid: UUID) -> tuple[Any, str] | None:
        """Return what shows the public record with this id, and its slug."""
        for viewset in self.viewsets:
            slug = slug_of(viewset.resource.subject.model, uid)
            if slug is not None:
                return viewset, slug
        return None
