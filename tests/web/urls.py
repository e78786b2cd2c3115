"""A handful of views, each with one way of going wrong."""

import sqlite3
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from cooperation.web import errors, health


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Labour cooperation</p>" * 100)


def client(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"address": request.META["REMOTE_ADDR"], "secure": request.is_secure()})


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("remembered")
    response.set_cookie("taste", "durian")
    return response


def kept_for_an_hour(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kept", headers={"Cache-Control": "public, max-age=3600"})


def slow(request: HttpRequest) -> HttpResponse:
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    # A query that is stopped leaves the transaction of a test as it was.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{counting} SELECT count(*) FROM n", [1_000_000])
        return HttpResponse(f"{cursor.fetchone()[0]} rows")


def locked(request: HttpRequest) -> HttpResponse:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    raise OperationalError("database is locked") from cause


def full(request: HttpRequest) -> HttpResponse:
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise OperationalError("database or disk is full") from cause


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


views = {
    "page": page,
    "client": client,
    "with-cookie": with_cookie,
    "kept": kept_for_an_hour,
    "slow": slow,
    "locked": locked,
    "full": full,
    "broken": broken,
    "suspicious": suspicious,
    "forbidden": forbidden,
}
urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("slow.csv", slow),
    *(
        path(f"{prefix}{name}/", view)
        for prefix in ("", "api/", "admin/")
        for name, view in views.items()
    ),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error


def missing_the_database(get_response: Callable[[HttpRequest], HttpResponse]):
    return locked
