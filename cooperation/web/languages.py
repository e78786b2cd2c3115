"""The languages of pages: which one an address asks for, and where others have the same page."""

from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import is_valid_path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

DEFAULT = settings.LANGUAGE_CODE


def language_of_address(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Speaks the language of the address alone, where LocaleMiddleware asks the browser as well.

    What a browser prefers would split every cache.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = of_path(request.path_info)
        with override(language):
            response = get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _spoken(iter(response), language)
        if language != DEFAULT or response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def of_path(path: str) -> str:
    """Return the language that an address asks for."""
    codes = (code for code, _name in settings.LANGUAGES if code != DEFAULT)
    return next((code for code in codes if path.startswith(f"/{code}/")), DEFAULT)


def language_addresses(path: str) -> list[tuple[str, str]]:
    """Return (language, address) of a page in each language that has addresses, also its own.

    `path` is the page's in any of them. Empty where there is one language only.
    """
    found = languages_with_addresses()
    if len(found) == 1:
        return []
    plain = _plain(path)
    return [(code, settings.SITE_URL + _prefix(code) + plain) for code in found]


def other_languages(here: str) -> list[tuple[str, str, str]]:
    """Return (code, name, path) of what stands at a path of ours in each other language.

    A query string goes along. What has no address there leads to the front page.
    """
    present, names = get_language() or DEFAULT, dict(settings.LANGUAGES)
    path, mark, query = here.partition("?")
    found = []
    for code in languages_with_addresses():
        if code != present:
            other = _prefix(code) + _plain(path)
            with override(code):
                is_page = is_valid_path(unquote(other))
            found.append((code, names[code], other + mark + query if is_page else _front(code)))
    return found


@cache
def languages_with_addresses() -> tuple[str, ...]:
    """Return the languages whose front page has an address; the default one comes first."""
    codes = [code for code, _name in settings.LANGUAGES if code != DEFAULT]
    return (DEFAULT, *(code for code in codes if _answers(code)))


def draft_note() -> str:
    """Return what readers are told of a language that no native editor has checked, else ""."""
    if get_language() not in settings.LANGUAGES_IN_DRAFT:
        return ""
    return _(
        "The Khmer words of this page are a draft: no native editor has checked them yet. "
        "What a record says stays in English where it has no Khmer of its own."
    )


def default_address(address: str) -> str:
    """Return the address of a page in the default language, given the one in any."""
    path = address.removeprefix(settings.SITE_URL)
    return address.removesuffix(path) + _plain(path)


def _answers(code: str) -> bool:
    with override(code):
        return bool(is_valid_path(_front(code)))


def _spoken(chunks: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Write what is written later in the language of its beginning."""
    while True:
        with override(language):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _front(code: str) -> str:
    return f"{_prefix(code)}/"


def _prefix(code: str) -> str:
    return "" if code == DEFAULT else f"/{code}"


def _plain(path: str) -> str:
    return path.removeprefix(_prefix(of_path(path)))
