"""The same page in other languages: which addresses there are, for readers and search engines."""

from functools import cache

from django.conf import settings
from django.urls import is_valid_path
from django.utils.translation import override

DEFAULT = settings.LANGUAGE_CODE


def alternates(path: str) -> list[tuple[str, str]]:
    """Return (language, address) of a page in each language that has addresses, also its own.

    `path` is the page's in any of them. Empty where there is one language only.
    """
    found = spoken()
    if len(found) == 1:
        return []
    plain = _plain(path)
    return [(code, settings.SITE_URL + _prefix(code) + plain) for code in found]


@cache
def spoken() -> tuple[str, ...]:
    """Return the languages whose front page has an address; the default one comes first."""
    codes = [code for code, _name in settings.LANGUAGES if code != DEFAULT]
    return (DEFAULT, *(code for code in codes if _answers(code)))


def _answers(code: str) -> bool:
    with override(code):
        return bool(is_valid_path(f"/{code}/"))


def _prefix(code: str) -> str:
    return "" if code == DEFAULT else f"/{code}"


def _plain(path: str) -> str:
    for code in spoken():
        prefix = _prefix(code)
        if prefix and path.startswith(f"{prefix}/"):
            return path.removeprefix(prefix)
    return path
