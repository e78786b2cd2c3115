"""Addresses below a record's permanent id, whatever its kind."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from cooperation.queries.history import record_of
from cooperation.queries.loading import Loader
from cooperation.queries.records import merged_into
from cooperation.web.conditional import state_of


def public_record(request: HttpRequest, uid: UUID) -> dict[str, Any] | None:
    return record_of(uid, Loader(at=state_of(request).at))


def moved(uid: UUID, route: str, at: dt.datetime) -> HttpResponse:
    """Lead on to the record that this one became part of; raises Http404 if there is none."""
    kept = merged_into(uid)
    if kept is None or record_of(kept, Loader(at=at)) is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse(route, args=[kept]))
