"""One request before Django has seen it: its id, its client's rate, its line in the log."""

import os
import time
from collections.abc import Iterable

from django.conf import settings

from cooperation.web import addresses
from cooperation.web.logs import RequestLines
from cooperation.web.throttle import api_calls
from cooperation.web.wsgi import Environ, Headers, StartResponse


class Asked:
    __slots__ = ("_began", "_lines", "environ", "id", "start_response")

    def __init__(
        self, environ: Environ, start_response: StartResponse, lines: RequestLines | None = None
    ) -> None:
        self.environ = environ
        self.start_response = start_response
        self.id = os.urandom(16).hex()
        self._lines = lines
        self._began = time.perf_counter()

    def is_within_its_rate(self) -> bool:
        """Count a call of the API with those that Django answers, if it is one of those allowed."""
        if not self.environ["PATH_INFO"].startswith("/api/"):
            return True
        return api_calls().is_within(self._client, time.monotonic())

    def give(self, status: str, headers: Headers, body: bytes) -> Iterable[bytes]:
        """Answer without Django."""
        self.start_response(status, [*headers, ("X-Request-ID", self.id)])
        if self._lines is not None:
            self._lines.add(
                request_id=self.id,
                method=self.environ["REQUEST_METHOD"],
                path=self.environ["PATH_INFO"],
                status=int(status[:3]),
                milliseconds=round((time.perf_counter() - self._began) * 1000, 1),
                address=self._client,
            )
        return [b"" if self.environ["REQUEST_METHOD"] == "HEAD" else body]

    @property
    def _client(self) -> str:
        return addresses.client_of(self.environ, settings.TRUSTED_PROXIES)
