"""Whose request it is, behind proxies that may be believed."""

import logging
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from time import monotonic
from typing import Any

logger = logging.getLogger(__name__)

Network = IPv4Network | IPv6Network

TOLD_EVERY_SECONDS = 3600
_told_at: list[float] = []


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is not one of our own proxies.

    Each proxy appends whom it heard from, so the list is read from its end: what stands
    before the first stranger was written by that stranger.
    """
    chain = [*(entry.strip() for entry in forwarded.split(",") if entry.strip()), peer]
    nearest = peer
    for entry in reversed(chain):
        address = parse_address(entry)
        if address is None:
            break
        nearest = str(address)
        if not is_trusted(nearest, trusted):
            break
    return nearest


def client_of(environ: dict[str, Any], trusted: Sequence[Network]) -> str:
    """The client of a request that Django has not seen yet."""
    peer = environ.get("REMOTE_ADDR", "")
    if not trusted or not is_trusted(peer, trusted):
        return str(peer)
    return client_address(peer, environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)


def scheme_of(environ: dict[str, Any], trusted: Sequence[Network]) -> str:
    """The scheme in which the client asked; what a stranger says of it counts for nothing."""
    told = environ.get("HTTP_X_FORWARDED_PROTO")
    if told and trusted and is_trusted(environ.get("REMOTE_ADDR", ""), trusted):
        return "https" if told == "https" else "http"
    return str(environ.get("wsgi.url_scheme", "http"))


def is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    address = parse_address(peer)
    return address is not None and any(address in network for network in trusted)


def parse_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def tell_of_stranger(peer: str) -> None:
    """Say in the log, once an hour, that someone who is no trusted proxy names another address."""
    now = monotonic()
    if _told_at and now - _told_at[-1] < TOLD_EVERY_SECONDS:
        return
    _told_at[:] = [now]
    logger.warning(
        "X-Forwarded-For of %s is not believed: TRUSTED_PROXIES does not name it. If it is your "
        "proxy, name it there: until then all who come through it share one address.",
        peer,
    )
