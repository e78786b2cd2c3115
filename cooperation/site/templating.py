"""The environment of the public pages' templates: filters for addresses, sources and dates."""

from typing import Any

from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from cooperation.exchange import outgoing, standing_words
from cooperation.queries.sources_read import sources_read
from cooperation.rules import date_words, files, khmer, numerals, text_changes
from cooperation.site import sources, speaking
from cooperation.web import languages
from cooperation.web.conditional import state_of_request


def environment(**options: Any) -> Environment:
    env = Environment(
        **options
        | {
            "undefined": StrictUndefined,
            "extensions": ["jinja2.ext.i18n", speaking.Speaking],
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)
    env.globals |= {
        "static": static,
        "url": reverse,
        "site_url": settings.SITE_URL,
        "language": get_language,
        "draft_note": languages.draft_note,
        "elsewhere": languages.other_languages,
    }
    # Linked data in Khmer stays as short as it is.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters |= {
        "address": record_path,
        "anchor": sources.passage_anchor,
        "called": outgoing.name_line,
        "clock": localized_time,
        "digits": localized_digits,
        "excerpt": text_changes.shorten_runs,
        "iso": date_words.iso_date,
        "lang_of": speaking.lang_of,
        "month": localized_month,
        "number": localized_number,
        "passage": sources.passage_label,
        "spoken": speaking.speak_value,
        "told": tell_standing,
        "words": localized_date,
        "xy": "{:g}".format,
        "size": localized_size,
    }
    env.tests["khmer"] = lambda text: any(map(khmer.is_khmer, text or ""))
    return env


def compile_all() -> None:
    env = engines["site"].env  # type: ignore[attr-defined]
    for name in env.list_templates():
        env.get_template(name)


def record_path(reference: dict[str, Any]) -> str:
    """Return the path of a record's page on this site."""
    return reference["url"].removeprefix(settings.SITE_URL)


@pass_context
def tell_standing(context: Context, commitment: dict[str, Any]) -> standing_words.Told:
    """Return how a commitment stands, in the words that feeds and calendars have too."""
    return standing_words.standing_in_words(
        commitment, sources_read(state_of_request(context["request"]))
    )


def localized_number(value: Any) -> str:
    return numerals.number_in_words(value, get_language() or "en")


def localized_time(time: str) -> str:
    return numerals.time_in_words(time, get_language() or "en")


def localized_digits(value: int | str) -> str:
    """Return a year or a number in a row, as people write it: with nothing put between."""
    return numerals.to_khmer_digits(str(value)) if get_language() == "km" else str(value)


def localized_month(number: int) -> str:
    return date_words.month_name(number, language=get_language() or "en")


def localized_date(edtf: str) -> str:
    return date_words.date_in_words(edtf, language=get_language() or "en")


def localized_size(count: int) -> str:
    return files.size_words(count, get_language() or "en")
