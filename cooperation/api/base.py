"""What every resource of the API does alike: lists, details, collections, parameters."""

import re
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation.api.errors import InvalidParameters
from cooperation.api.schema import ResourceSchema
from cooperation.queries.generation import Present
from cooperation.queries.records import moved_to
from cooperation.queries.resources import Resource
from cooperation.queries.stored_details import stored_collection, stored_detail
from cooperation.rules.languages import LANGUAGES
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import lead_on, with_present_names
from cooperation.web.listing import Listing, empty_errors, page_limit, read_listing

OF_EVERY_LIST = ("fields", "lang")


@method_decorator([conditional, with_present_names], name="dispatch")
class RecordViewSet(viewsets.ViewSet):
    """Read-only lists and details of one kind of record."""

    schema = ResourceSchema()
    resource: ClassVar[Resource]
    row: ClassVar[type[serializers.Serializer]]
    full: ClassVar[type[serializers.Serializer]]
    of_detail: ClassVar[tuple[str, ...]] = ()
    of_collection: ClassVar[tuple[str, ...]] = ()

    def list(self, request: Request) -> Response:
        with asked_language(request):
            found = self.read_listing(request)
            picked = _picked(request, self.row, found.errors)
            if found.errors:
                raise InvalidParameters(found.errors)
        return Response(
            {
                "count": found.count,
                "next": found.next and _here(request, found.next),
                "previous": found.previous and _here(request, found.previous),
                "results": [_pick_in_json(row, picked) for row in found.rows],
            }
        )

    def read_listing(self, request: Request) -> Listing:
        return read_listing(
            request.query_params,
            self.resource,
            state=state_of_request(request),
            known=OF_EVERY_LIST,
            strict=True,
            refused=empty_errors(request.query_params),
        )

    def retrieve(self, request: Request, key: str) -> HttpResponseBase:
        refuse_others(request, (*OF_EVERY_LIST, *self.of_detail))
        with asked_language(request):
            errors: dict[str, list[str]] = {}
            picked = _picked(request, self.full, errors)
            if errors:
                raise InvalidParameters(errors)
            record = self.find(key, state_of_request(request))
            if record is None:
                return self._moved(request, "detail", key)
            self.complete(record, request)
        for name in (item.name for item in self.resource.subject.collections):
            path = reverse(f"api:{self.resource.name}-collection", args=[key, name])
            record[f"{name}_url"] = settings.SITE_URL + path
        return Response(_pick(record, picked))

    def collection(self, request: Request, key: str, name: str) -> HttpResponseBase:
        refuse_others(request, ("lang", "limit", "cursor", *self.of_collection))
        errors: dict[str, list[str]] = {}
        limit, start = page_limit(request.query_params, errors), _start(request, errors)
        if errors:
            raise InvalidParameters(errors)
        with asked_language(request):
            found = stored_collection(
                self.resource.subject,
                {self.resource.key: key},
                name,
                slice(start, start + limit),
                state_of_request(request),
            )
        if found is None:
            return self._moved(request, "collection", key, name)
        count, rows = found
        return Response(
            {
                "count": count,
                "next": _at(request, start + limit) if start + limit < count else None,
                "previous": _at(request, max(start - limit, 0)) if start else None,
                "results": rows,
            }
        )

    def find(self, key: str, state: Present) -> dict[str, Any] | None:
        return stored_detail(self.resource.subject, {self.resource.key: key}, state)

    def _moved(self, request: Request, action: str, key: str, *names: str) -> HttpResponse:
        slug = self.moved(key) if self.resource.key == "slug" else None
        if slug is None:
            raise Http404
        address = reverse(f"api:{self.resource.name}-{action}", args=[slug, *names])
        return lead_on(request._request, address, preserve_request=True)

    def moved(self, key: str) -> str | None:
        """Return the present slug of the public record that had this one."""
        return moved_to(self.resource.subject.model, key)

    def complete(self, record: dict[str, Any], request: Request) -> None:
        """Add to a record what depends on parameters of the request."""


def _at(request: Request, start: int) -> str:
    query = request.query_params.copy()
    query["cursor"] = urlsafe_base64_encode(str(start).encode())
    return _here(request, f"?{query.urlencode()}")


def _here(request: Request, query: str) -> str:
    """Return the address asked for, with another query, under the register's own name."""
    return f"{settings.SITE_URL}{request.path}{query}"


def _start(request: Request, errors: dict[str, list[str]]) -> int:
    cursor = request.query_params.get("cursor", "")
    try:
        text = urlsafe_base64_decode(cursor).decode() if cursor else "0"
    except ValueError:
        text = ""
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    errors["cursor"] = ["This is no place in the list. Follow the addresses that the list gives."]
    return 0


def asked_language(request: Request) -> translation.override:
    """Return the context in which texts are in the asked language; raises InvalidParameters."""
    asked = request.query_params.get("lang", "en")
    if asked not in LANGUAGES:
        raise InvalidParameters({"lang": [f"Give one of: {', '.join(LANGUAGES)}."]})
    return translation.override(asked)


def _picked(
    request: Request, shape: type[serializers.Serializer], errors: dict[str, list[str]]
) -> list[str] | None:
    text = request.query_params.get("fields", "")
    if not text:
        return None
    known = shape().fields
    picked = [name for name in re.split(r"\s*,\s*", text.strip()) if name]
    if not picked:
        errors["fields"] = ["Give names of fields, separated by commas."]
    unknown = [name[:40] for name in picked if name not in known]
    if unknown:
        errors["fields"] = [f"No such field: {', '.join(unknown)}. There are: {', '.join(known)}."]
    return picked


def _pick_in_json(row: bytes, picked: list[str] | None) -> Any:
    return orjson.Fragment(row) if picked is None else _pick(orjson.loads(row), picked)


def _pick(row: dict[str, Any], picked: list[str] | None) -> dict[str, Any]:
    return row if picked is None else {name: row.get(name) for name in picked}


def refuse_others(request: HttpRequest | Request, known: tuple[str, ...]) -> None:
    """Raise InvalidParameters for those that are not known, given twice, or without a value."""
    errors = {}
    for name, values in request.GET.lists():
        if name not in known:
            errors[name] = ["There is no such parameter here."]
        elif len(values) > 1:
            errors[name] = ["Give this parameter once."]
    errors = empty_errors(request.GET) | errors
    if errors:
        raise InvalidParameters(errors)
