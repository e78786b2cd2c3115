"""Where the API begins: what there is, and where."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cooperation.api.base import RecordViewSet, refuse_others
from cooperation.api.schema import REFUSALS
from cooperation.web.conditional import conditional


class Root(serializers.Serializer):
    resources = serializers.DictField(
        child=serializers.URLField(), help_text="The address of each list, by its name."
    )
    schema = serializers.URLField(help_text="The OpenAPI document.")
    docs = serializers.URLField(help_text="The same as a page to read.")


@method_decorator(conditional, name="dispatch")
class RootView(APIView):
    """The resources and their addresses."""

    viewsets: tuple[type[RecordViewSet], ...] = ()

    @extend_schema(operation_id="root", tags=["root"], responses={"200": Root, **REFUSALS})
    def get(self, request: Request) -> Response:
        refuse_others(request, ())
        names = [viewset.resource.name for viewset in self.viewsets]
        return Response(
            {
                "resources": {name: _address(f"{name}-list") for name in names},
                "schema": _address("schema"),
                "docs": _address("docs"),
            }
        )


@require_safe
def lead_to_version(request: HttpRequest) -> HttpResponseBase:
    """Lead to the version that there is."""
    return HttpResponseRedirect(reverse("api:root"))


def _address(name: str) -> str:
    return settings.SITE_URL + reverse(f"api:{name}")
