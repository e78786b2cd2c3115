"""What happens to every request and every answer, whichever interface serves it."""

import logging
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from cooperation.web import addresses, errors, wsgi
from cooperation.web.database import is_away
from cooperation.web.logs import current_request_id

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)
PUBLIC = "public, max-age=60, stale-if-error=3600"
PRIVATE = "private, no-store"
COMPRESSED_TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/graphml+xml",
)


def request_id(get_response: Handler) -> Handler:
    """Gives each request an id, and the log one line about it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.META.get(wsgi.REQUEST_ID)
        request.request_id = given or uuid.uuid4().hex  # type: ignore[attr-defined]
        token = current_request_id.set(request.request_id)  # type: ignore[attr-defined]
        started = time.perf_counter()
        try:
            response = get_response(request)
            if given != wsgi.NO_REQUEST:
                logger.info(
                    "request",
                    extra={
                        "method": request.method,
                        "path": request.path,
                        "status": response.status_code,
                        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                        "address": request.META.get("REMOTE_ADDR", ""),
                    },
                )
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def client_address(get_response: Handler) -> Handler:
    """Believes what proxies say of the client only from proxies named in TRUSTED_PROXIES."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        peer = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if addresses.is_trusted(peer, settings.TRUSTED_PROXIES):
            request.META["REMOTE_ADDR"] = addresses.client_address(
                peer, forwarded, settings.TRUSTED_PROXIES
            )
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            if forwarded:
                addresses.tell_of_stranger(peer)
        return get_response(request)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Headers that Django leaves out. HSTS follows SITE_URL: the TLS may end before us."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if settings.SECURE_HSTS_SECONDS:
            subdomains = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
            response["Strict-Transport-Security"] = (
                f"max-age={settings.SECURE_HSTS_SECONDS}{subdomains}"
            )
        return response

    return middleware


def refuse_unreadable(get_response: Handler) -> Handler:
    """Refuses methods that no address takes, and bytes that no text can hold."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            response = errors.error_answer(request, 405)
            response["Allow"] = ", ".join(METHODS if is_desk(request) else METHODS[:-1])
            return response
        if not is_readable(request.META.get("PATH_INFO", "")) or not is_readable(
            request.META.get("QUERY_STRING", "")
        ):
            return errors.error_answer(request, 400)
        return get_response(request)

    return middleware


def is_readable(raw: str) -> bool:
    # WSGI hands bytes over as Latin-1; a server that decoded them already hands over more.
    encoding = "latin-1" if raw.isascii() or max(raw) <= "\xff" else "utf-8"
    try:
        return "\0" not in unquote_to_bytes(raw.encode(encoding)).decode()
    except UnicodeError:
        return False


def is_desk(request: HttpRequest) -> bool:
    return request.path.startswith("/admin/")


class CompressPublicText(GZipMiddleware):
    """Not the desk: its pages hold secrets beside what a stranger may have put there."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_desk(request) or not response.get("Content-Type", "").startswith(COMPRESSED_TYPES):
            return response
        return super().process_response(request, response)


def cache_headers(get_response: Handler) -> Handler:
    """Public answers may be kept for a minute, others not at all."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_desk(request) or is_signed_in or response.cookies:
            response["Cache-Control"] = PRIVATE
            # A public answer differs by no cookie: this one is another answer.
            patch_vary_headers(response, ["Cookie"])
        elif response.has_header("Cache-Control"):
            return response
        elif request.method in ("GET", "HEAD") and response.status_code < 400:
            response["Cache-Control"] = PUBLIC
        else:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


class DatabaseAway:
    """Where the database is away, locked or full: 503, and when to come back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_away(exception):
            return None
        logger.error("The database cannot answer: %s", exception)
        return errors.unavailable_answer(request)
