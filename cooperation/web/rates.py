"""How often something may be done by one: counted in the cache that all workers share."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_network

from django.core.cache import cache
from django.db import OperationalError

from cooperation.web import addresses


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many of an action in each stretch of so many seconds."""

    action: str
    most: int
    seconds: int


def seconds_to_wait(rate: Rate, key: str, *, at: dt.datetime) -> int:
    """Count one more of `key`; return 0 if it is within the rate, else the seconds to wait.

    Only a digest of the key is kept, and no longer than the stretch. Raises OperationalError
    where nothing can be counted, so that nobody gets by for that.
    """
    name = _name(rate, key, at)
    try:
        # A second more than the stretch, since caches cut moments to whole seconds.
        count = 1 if cache.add(name, 1, rate.seconds + 1) else cache.incr(name)
    except ValueError:
        raise OperationalError("The cache that counts attempts takes nothing in.") from None
    return 0 if count <= rate.most else rate.seconds - int(at.timestamp()) % rate.seconds


def take_back(rate: Rate, key: str, *, at: dt.datetime) -> None:
    """Count one less of `key` in the stretch of that moment."""
    try:
        cache.decr(_name(rate, key, at))
    except ValueError:
        # The stretch is over, and all that was counted in it.
        return


def place_of_address(address: str) -> str:
    """Return what counts as one place: a household has many addresses of IPv6."""
    found = addresses.parse_address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network(f"{found}/64", strict=False))
    return str(found or address)


def _name(rate: Rate, key: str, at: dt.datetime) -> str:
    stretch = int(at.timestamp()) // rate.seconds
    return hashlib.sha256(f"{rate.action} {key} {stretch}".encode()).hexdigest()
