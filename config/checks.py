"""What is likely a mistake in how the register is reached, said at each start."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security)
def check_doors(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.IS_HTTPS and not is_loopback(settings.HOST):
        found.append(
            Warning(
                f"HOST={settings.HOST} serves other machines, but SITE_URL is {settings.SITE_URL}: "
                "passwords and sessions travel for all to read.",
                hint="Put a proxy with TLS in front and set SITE_URL=https://..., or leave HOST.",
                id="register.W001",
            )
        )
    if settings.IS_HTTPS and not settings.TRUSTED_PROXIES:
        found.append(
            Warning(
                "SITE_URL is https, so a proxy stands in front, but TRUSTED_PROXIES names none: "
                "all readers and editors share one address, and its limits.",
                hint="Set TRUSTED_PROXIES to the network of the proxy, such as 127.0.0.1.",
                id="register.W002",
            )
        )
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        found.append(
            Warning(
                "CACHE_URL names a cache in memory: each worker counts attempts to sign in alone.",
                hint="Leave CACHE_URL out, or name a cache that all workers share.",
                id="register.W003",
            )
        )
    return found


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
