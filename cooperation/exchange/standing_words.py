"""How a commitment stands, in words: the same on pages, cards, in feeds and in calendars.

They judge nobody: they say when it was expected, by the verb of its source, and what was read
since. None counts days.
"""

from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cooperation.exchange.outgoing import Row
from cooperation.queries.sources_read import SourcesRead
from cooperation.rules import date_words, numerals
from cooperation.vocabulary.commitment import Standing


class Told(NamedTuple):
    """A few words, and the sentence that says what they rest on; either may be ""."""

    head: str
    basis: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.head and f"{self.head}.", self.basis)))


def standing_in_words(row: Row, read: SourcesRead) -> Told:
    """Return how a commitment stands, `read` being what the register has read."""
    match row["standing"]["code"]:
        case Standing.PAST_DUE:
            head = _("Past due: %(date)s") % {"date": row["due"]["text"]}
            return Told(head, _searched(row["looked_for_on"]))
        case Standing.DATE_PASSED:
            return Told(expectation_in_words(row), _nothing_later(read))
        case Standing.AHEAD | Standing.NO_DATE:
            return Told(expectation_in_words(row))
        case _:
            expected = expectation_in_words(row)
            return Told(row["standing"]["name"], expected and f"{expected}.")


def expectation_in_words(row: Row) -> str:
    """Return when it is expected, as its source's verb puts it; "" where no date is stated."""
    due = row["due"]
    if due is None:
        return ""
    if not due["edtf"]:
        return due["text"][0].upper() + due["text"][1:]
    date = {"date": due["text"]}
    match (row["verb"] or {}).get("code"):
        case "committed" | "reiterated":
            return _("Promised for %(date)s") % date
        case "agreed":
            return _("Agreed for %(date)s") % date
        case "plans":
            return _("Planned for %(date)s") % date
        case "aims":
            return _("Aimed for %(date)s") % date
        case _:
            return _("Expected %(date)s") % date


def _searched(looked_for_on: str) -> str:
    day = date_words.date_in_words(looked_for_on, language=get_language() or "en")
    return _("Searched for later word on %(day)s: none came to light.") % {"day": day}


def _nothing_later(read: SourcesRead) -> str:
    if not read.count:
        return ""
    language = get_language() or "en"
    values = {"num": numerals.number_in_words(read.count, language)}
    if not read.newest:
        return (
            ngettext(
                "No later report in the %(num)s source read; its date is not stated.",
                "No later report in the %(num)s sources read; their dates are not stated.",
                read.count,
            )
            % values
        )
    values["date"] = date_words.date_in_words(read.newest, language=language)
    return (
        ngettext(
            "No later report in the %(num)s source read, of %(date)s.",
            "No later report in the %(num)s sources read; newest of known date: %(date)s.",
            read.count,
        )
        % values
    )
