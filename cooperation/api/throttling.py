"""How many calls of one address are too many."""

import time
from typing import Any

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from cooperation.web.throttle import api_calls


class AddressThrottle(BaseThrottle):
    """Counts with what is answered from memory: no call of the API waits for a disk."""

    def allow_request(self, request: HttpRequest, view: Any) -> bool:
        self._address = request.META.get("REMOTE_ADDR", "")
        return api_calls().is_within(self._address, time.monotonic())

    def wait(self) -> float:
        return api_calls().seconds_to_wait(self._address, time.monotonic())
