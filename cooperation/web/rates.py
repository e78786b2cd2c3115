"""How often something may be done from one place: counted in the cache that all workers share."""

import datetime as dt
import hashlib
from ipaddress import IPv6Address, ip_network

from django.core.cache import cache

from cooperation.web import addresses


def is_within(action: str, key: str, *, most: int, seconds: int, at: dt.datetime) -> bool:
    """Count one more `action` of `key`; tell whether that is within `most` in a stretch of time.

    Only a digest of the key is kept, and no longer than the stretch.
    """
    stretch = int(at.timestamp()) // seconds
    name = hashlib.sha256(f"{action} {key} {stretch}".encode()).hexdigest()
    if cache.add(name, 1, seconds):
        return True
    try:
        return cache.incr(name) <= most
    except ValueError:
        # It ran out between the two.
        return True


def place(address: str) -> str:
    """Return what counts as one place: a household has many addresses of IPv6."""
    found = addresses.parse(address)
    if isinstance(found, IPv6Address):
        return str(ip_network(f"{found}/64", strict=False))
    return str(found or address)
