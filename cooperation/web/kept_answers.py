"""Public answers in memory: each for the state of the register that it was made in."""

import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.http import parse_etags, parse_http_date_safe
from django.utils.translation import override

from cooperation.web import addresses, languages, tracking
from cooperation.web.wsgi import Environ, Headers, without_id

Key = tuple[str, str, str, str, bool, bool]

LARGEST = 1 << 20
# What the objects around the bytes of one answer take, about.
AROUND_ONE = 2048
# These make an answer another one, and are too rare to be told apart.
NOT_KEPT_WITH = (
    "HTTP_AUTHORIZATION",
    "HTTP_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
TOLD_APART = {"accept-encoding", "origin"}
OF_THE_BODY = {"content-type", "content-length", "content-encoding", "content-language"}
GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer; without a body where only its headers are known, from a 304."""

    headers: Headers
    body: bytes | None
    etag: str
    modified: int | None

    @property
    def size(self) -> int:
        letters = sum(len(name) + len(value) for name, value in self.headers)
        return AROUND_ONE + letters + len(self.body or b"")

    def is_held(self, environ: Environ) -> bool:
        """Whether a client that asks holds this very answer already."""
        if held := environ.get("HTTP_IF_NONE_MATCH"):
            return bool(self.etag) and (held == self.etag or self._is_among(parse_etags(held)))
        if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
            moment = parse_http_date_safe(since)
            return moment is not None and self.modified is not None and self.modified <= moment
        return False

    def _is_among(self, etags: Iterable[str]) -> bool:
        mine = self.etag.removeprefix("W/")
        return any(etag == "*" or etag.removeprefix("W/") == mine for etag in etags)

    @property
    def headers_alone(self) -> Headers:
        """Return what goes with a 304."""
        return [item for item in self.headers if item[0].lower() not in OF_THE_BODY]

    def plain_body(self) -> bytes:
        """Return the body as it was before it was compressed."""
        is_packed = any(name.lower() == "content-encoding" for name, _value in self.headers)
        body = self.body or b""
        return zlib.decompress(body, zlib.MAX_WBITS | 16) if is_packed else body


def key_of(environ: Environ) -> Key | None:
    """Return what an answer is kept by; None where it may be for one reader alone."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    if any(name in environ for name in NOT_KEPT_WITH):
        return None
    cookies, query = environ.get("HTTP_COOKIE", ""), tracking.readable_query(environ)
    if cookies and (
        settings.SESSION_COOKIE_NAME in cookies or settings.CSRF_COOKIE_NAME in cookies
    ):
        return None
    if "token" in query.lower() or not _accepts_the_usual(environ):
        return None
    return (
        environ.get("HTTP_HOST", ""),
        addresses.scheme_of(environ, settings.TRUSTED_PROXIES),
        environ["PATH_INFO"],
        query,
        GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")) is not None,
        bool(environ.get("HTTP_ORIGIN")),
    )


def _accepts_the_usual(environ: Environ) -> bool:
    """The API repeats what a client accepts beyond that, or refuses it."""
    accepted = environ.get("HTTP_ACCEPT", "*/*")
    if not environ["PATH_INFO"].startswith("/api/"):
        return True
    if "application/json" in accepted:
        return ";" not in accepted
    return "*/*" in accepted


def other_encoding(key: Key) -> Key:
    host, scheme, path, query, is_packed, has_origin = key
    return host, scheme, path, query, not is_packed, has_origin


def answer_to_keep(environ: Environ, status: str, headers: Headers, body: bytes) -> Answer | None:
    """Return an answer as it may be given to others; None where it may not.

    Those of views that are made `conditional` hang on the state of the register alone.
    """
    known = {name.lower(): value for name, value in headers}
    varies = {name.strip().lower() for name in known.get("vary", "").split(",") if name.strip()}
    is_for_all = known.get("cache-control", "").startswith("public") and varies <= TOLD_APART
    if not is_for_all or "set-cookie" in known or len(body) > LARGEST:
        return None
    if not _is_whole(environ, status) or not _hangs_on_the_state(environ["PATH_INFO"]):
        return None
    return Answer(
        headers=without_id(headers),
        body=body if status.startswith("200") else None,
        etag=known.get("etag", ""),
        modified=parse_http_date_safe(known.get("last-modified", "")),
    )


def _is_whole(environ: Environ, status: str) -> bool:
    if status.startswith("304"):
        return True
    return status.startswith("200") and environ["REQUEST_METHOD"] != "HEAD"


def _hangs_on_the_state(path: str) -> bool:
    try:
        # Each language has addresses of its own.
        with override(languages.of_path(path)):
            return getattr(resolve(path).func, "hangs_on_state", False)
    except Resolver404:
        return False


class KeptAnswers:
    """As many answers of one state as there is room for; the one asked for least recently goes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._number = 0
        self._bytes = 0
        self._lock = Lock()

    def find(self, number: int, key: Key) -> Answer | None:
        """Return the answer of the `number`th state; those of an older one are forgotten."""
        with self._lock:
            if number != self._number:
                self._turn_to(number)
                return None
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, number: int, key: Key, answer: Answer) -> None:
        with self._lock:
            if number != self._number:
                self._turn_to(number)
            if number < self._number or answer.size > self._most:
                return
            before = self._answers.get(key)
            if before is not None and answer.body is None:
                return
            self._drop(key)
            self._answers[key] = answer
            self._bytes += answer.size
            while self._bytes > self._most:
                self._drop(next(iter(self._answers)))

    def _turn_to(self, number: int) -> None:
        # A state that a slower thread has read before is over.
        if number > self._number:
            self._number, self._bytes = number, 0
            self._answers.clear()

    def _drop(self, key: Key) -> None:
        if (answer := self._answers.pop(key, None)) is not None:
            self._bytes -= answer.size
