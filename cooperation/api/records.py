from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from cooperation.api.serializers import Error
from cooperation.queries.records import slug_of


class RecordView(APIView):
    """A record of any kind by its permanent id, as its own resource shows it."""

    viewsets: tuple[Any, ...] = ()

    @extend_schema(
        operation_id="records_retrieve",
        tags=["records"],
        responses={
            200: OpenApiResponse({"type": "object"}, description="The detail of its resource."),
            404: Error,
        },
    )
    def get(self, request: Request, uid: UUID) -> HttpResponseBase:
        for viewset in self.viewsets:
            slug = slug_of(viewset.resource.subject.model, uid)
            if slug is not None:
                key = slug if viewset.resource.key == "slug" else uid
                return viewset.as_view({"get": "retrieve"})(request._request, key=key)
        raise Http404
