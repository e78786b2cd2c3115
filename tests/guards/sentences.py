"""Sentences of absence on public pages: each with what allows it. Whoever adds one decides here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from django.apps import apps
from django.db import models
from django.utils.translation import gettext, override
from lxml import html

# Beside a filter stands how many records it leaves.
UNREAD = ("script", "style", "label")
GAP = re.compile(r"%\\\([a-z_]+\\\)s")
# What says of something that it is not there; a 0 without a unit says so of anything.
ABSENT = re.compile(
    r"(^|[.:;] )(no|none|nothing|nobody|not|neither|without)\b"
    r"|\bnot (stated|named|known|counted|given|in the source)\b"
    r"|\b(no|without) (source|later|due|date)\b|\breports? none\b|\bon record here\b|^0$",
    re.IGNORECASE,
)
# Pages that tell of the register, and of no record.
PROSE = ("/about/", "/accessibility/", "/data/", "/offline/")


class By(Enum):
    """What allows a sentence."""

    PARTY = auto()  # a query over the whole register by party
    PARTS = auto()  # a count in the parts of the record
    READ = auto()  # the sources that were read, and the newest of them
    SOURCE = auto()  # one of the few facts that readers look for is empty in the record
    DATE = auto()  # a date stands there, and this is how exact it is
    ASKED = auto()  # the answer to what a reader asked for: words, a filter, a day
    EMPTY = auto()  # a register that holds nothing yet
    DRAWN = auto()  # too little for a picture
    PAGE = auto()  # it tells of a page, or of how its rows are ordered, grouped and filtered


# One sentence, or its singular and plural.
Sentence = str | tuple[str, str]

SENTENCES: dict[Sentence, By] = {
    (
        "The %(num)s source read so far reports none.",
        "The %(num)s sources read so far report none.",
    ): By.PARTY,
    "None recorded for it itself; %(num)s in its parts.": By.PARTS,
    (
        "No later report in the %(num)s source read, of %(date)s.",
        "No later report in the %(num)s sources read; newest of known date: %(date)s.",
    ): By.READ,
    (
        "No later report in the %(num)s source read; its date is not stated.",
        "No later report in the %(num)s sources read; their dates are not stated.",
    ): By.READ,
    "Expected date has passed, no later report": By.READ,
    "Not in the source": By.SOURCE,
    "Not named in the source.": By.SOURCE,
    "not named": By.SOURCE,
    "Without a day on any calendar": By.DATE,
    "No date stated": By.DATE,
    "No record on the register has these words, nor words close to them.": By.ASKED,
    "No record has exactly these words. These have words that are close to them.": By.ASKED,
    "No record has all of these words. These have all but one.": By.ASKED,
    "No record of this kind answers.": By.ASKED,
    "Nothing on record fits all of these filters.": By.ASKED,
    "Without %(name)s: %(value)s": By.ASKED,
    "Nothing on record has a date in that year.": By.ASKED,
    "No commitment or stated plan fits these filters.": By.ASKED,
    "No source on record tells who held the post on %(day)s.": By.ASKED,
    "No source on record shows %(name)s in a post on %(day)s.": By.ASKED,
    "No source states the period.": By.ASKED,
    "Not held that day": By.ASKED,
    "No source says whether held that day": By.ASKED,
    "Not seen that day, but before and after it, and nobody else between:": By.ASKED,
    "The register has nothing of this kind yet.": By.EMPTY,
    "There is too little here to draw.": By.DRAWN,
    "Not one body but several together, as the sources name them.": By.PAGE,
    "Who took part or spoke in public, in which post and for whom. No contact data is kept.": (
        By.PAGE
    ),
    "Not kept": By.PAGE,
    "Without later word": By.PAGE,
    "No later word": By.PAGE,
    "First date first; without a date last": By.PAGE,
    "Nobody named": By.PAGE,
    "Place not in the sources": By.PAGE,
    "The register reports what it has read and judges nobody. A date that has passed means that no"
    " source read so far tells more. “Past due” stands only where a source names who is bound, it"
    " was promised or agreed and not merely planned, and someone searched for later word within"
    " the last 90 days.": By.PAGE,
    "Whoever speaks stands with the body for which the source says they speak; failing that, with"
    " the body of the post that they held that day. Whom no source places sits with the others.": (
        By.PAGE
    ),
}
# What rules/date_words says of a date, and of what is missing from it.
DATES = re.compile(
    r"[Dd]ate not stated; the source says|, (day|month|month and day|year|start|end) not stated"
)


@dataclass(frozen=True)
class Told:
    """A sentence of absence on a page; `sentence` is None where nobody registered it."""

    sentence: Sentence | None
    text: str
    element: html.HtmlElement


def absences(page: html.HtmlElement, language: str, on_record: Iterable[str] = ()) -> list[Told]:
    """Return what a page says of absence; `on_record` are texts that it shows of records."""
    found = []
    any_of_them = _any_of_them(language)
    for element, text in _texts(page):
        if not any_of_them.search(text):
            continue
        rest = text
        for sentence, words in _words(language):
            if words.search(rest):
                found.append(Told(sentence, text, element))
                rest = words.sub("", rest).strip()
        rest = DATES.sub("", rest)
        if language == "en" and ABSENT.search(_own(rest, on_record)):
            found.append(Told(None, text, element))
    return found


def texts_on_record() -> list[str]:
    """Return every text that rows hold, the longest first."""
    found = set()
    for model in apps.get_app_config("cooperation").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                texts = model._default_manager.values_list(field.name, flat=True)
                found.update(" ".join(text.split()) for text in texts if text)
    return sorted((text for text in found if ABSENT.search(text)), key=len, reverse=True)


def _own(text: str, on_record: Iterable[str]) -> str:
    """Return what a text says beside the texts of records, which may be cut."""
    for whole in on_record:
        text = text.replace(whole, "")
    stem = re.sub(r" ?(…|\.\.\.)$", "", text)
    return "" if stem != text and any(stem in whole for whole in on_record) else text


def _texts(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    for element in page.iter():
        is_read = isinstance(element.tag, str) and element.tag not in UNREAD
        if is_read and not any(above.tag == "label" for above in element.iterancestors()):
            for text in (element.text, *(child.tail for child in element)):
                if text and text.strip():
                    yield element, " ".join(text.split())


@cache
def _any_of_them(language: str) -> re.Pattern[str]:
    known = "|".join(words.pattern for _sentence, words in _words(language))
    pattern = f"{known}|{ABSENT.pattern}" if language == "en" else known
    return re.compile(pattern, ABSENT.flags)


@cache
def _words(language: str) -> list[tuple[Sentence, re.Pattern[str]]]:
    """Return how each sentence reads in a language, the longest first: some hold others."""
    found = []
    with override(language):
        for sentence in SENTENCES:
            forms = [sentence] if isinstance(sentence, str) else list(sentence)
            if language != "en":
                forms = [gettext(forms[0])]
            pattern = "|".join(GAP.sub(".+?", re.escape(form)) for form in forms)
            found.append((sentence, re.compile(pattern, re.IGNORECASE)))
    return sorted(found, key=lambda pair: len(pair[1].pattern), reverse=True)
