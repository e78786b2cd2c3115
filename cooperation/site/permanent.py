"""Addresses below a record's permanent id, whatever its kind."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cooperation.documents.loading import Loader
from cooperation.queries.history import public_reference
from cooperation.queries.records import merged_into
from cooperation.web.conditional import state_of_request
from cooperation.web.former_names import lead_on


def public_record(request: HttpRequest, uid: UUID) -> dict[str, Any] | None:
    return public_reference(uid, Loader(at=state_of_request(request).at))


def redirect_merged(request: HttpRequest, uid: UUID, route: str) -> HttpResponse:
    """Lead on to the record that this one became part of, with what was asked of this one.

    Raises Http404 if there is no such record.
    """
    kept = merged_into(uid)
    if kept is None or public_reference(kept, Loader(at=state_of_request(request).at)) is None:
        raise Http404
    return lead_on(request, reverse(route, args=[kept]))
