"""How many calls of one address are too many."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from rest_framework.throttling import AnonRateThrottle


class AddressThrottle(AnonRateThrottle):
    """Counts in a cache of its own: no call of the API waits for a write to a disk."""

    cache = ConnectionProxy(caches, "api")  # type: ignore[assignment]
