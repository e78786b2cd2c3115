"""Short forms at their first use on a page, each linked to what it stands for at the page's end.

What explains them stands in the text and not in a title, so that it is there for touch, keyboard,
voice and paper alike.
"""

import re
from collections.abc import Callable, Container, Iterator

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from cooperation.queries.glossary import short_form_meanings
from cooperation.web.conditional import state_of_request

BEGIN, END = '<main id="main">', "</main>"
# Pages that stand in other sites, and the one that explains all short forms.
WITHOUT = ("embed/", "glossary.html")

PIECE = re.compile(r"<!--.*?-->|<(?P<closes>/?)(?P<tag>[a-zA-Z0-9]+)[^>]*>|[^<]+", re.DOTALL)
# Not what a record says.
UNREAD = frozenset({"script", "style", "nav", "form", "button", "title", "desc", "code"})
# Read, but no place for a link of ours.
CLOSED = frozenset({"a", "abbr", "h1", "h2", "h3", "h4", "summary", "svg", "label", "th"})
LETTER = r"A-Za-z0-9\u00c0-\u024f"
# A word, not within an entity; one of two capitals and more may be a short form.
WORD = re.compile(rf"(?<![{LETTER}&#])[{LETTER}]+(?:[-./][{LETTER}]+)*")
CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")


def explain_short_forms(
    request: HttpRequest, template: str, response: HttpResponse
) -> HttpResponse:
    """Return a page with its short forms explained, as far as public records do."""
    page = response.content.decode()
    start, end = page.find(BEGIN) + len(BEGIN), page.rfind(END)
    if template.startswith(WITHOUT) or end < start or not CAPITALS.search(page, start, end):
        return response
    main = page[start:end]
    if not any(map(may_be_one, page_words(main))):
        return response
    known = short_form_meanings(state_of_request(request))
    text, met = first_uses(main, known, lambda short, number: short_form_link(short, number))
    if met:
        entries = [(short, known[short]) for short in met]
        text += render_to_string("short_forms.html", {"entries": entries}, using="site")
        response.content = page[:start] + text + page[end:]
    return response


def short_form_link(short: str, number: int) -> str:
    return f'<a class="sf" href="#sf{number}" aria-describedby="sf{number}">{short}</a>'


def page_words(html: str) -> Iterator[str]:
    """Give the words that stand in a page's text, and the parts of joined ones."""
    for piece, is_read, _is_open in _pieces(html):
        if is_read:
            for found in WORD.finditer(piece):
                yield from dict.fromkeys((found[0], *re.split("[-./]", found[0])))


def may_be_one(word: str) -> bool:
    return bool(CAPITALS.search(word))


def first_uses(
    html: str, known: Container[str], write: Callable[[str, int], str]
) -> tuple[str, list[str]]:
    """Return the text with the first use of each known short form written anew, and those met.

    A use inside a link, a heading or other markup that can hold no link stays as it is.
    """
    numbers: dict[str, int] = {}
    written: set[str] = set()

    def one(word: str, is_open: bool) -> str:
        if not may_be_one(word) or word not in known:
            return word
        number = numbers.setdefault(word, len(numbers) + 1)
        if not is_open or word in written:
            return word
        written.add(word)
        return write(word, number)

    def of(found: re.Match[str], is_open: bool) -> str:
        if found[0] in known:
            return one(found[0], is_open)
        return "".join(one(part, is_open) for part in re.split("([-./])", found[0]))

    parts = []
    for piece, is_read, is_open in _pieces(html):
        parts.append(
            WORD.sub(lambda found, is_open=is_open: of(found, is_open), piece) if is_read else piece
        )
    return "".join(parts), list(numbers)


def _pieces(html: str) -> Iterator[tuple[str, bool, bool]]:
    """Give tags and texts in turn: (piece, whether it is text to read, whether links may be in)."""
    unread = closed = 0
    for found in PIECE.finditer(html):
        tag = (found["tag"] or "").lower()
        if not tag:
            is_text = not found[0].startswith("<")
            yield found[0], is_text and not unread, not closed
            continue
        step = -1 if found["closes"] else 1
        unread += step * (tag in UNREAD)
        closed += step * (tag in CLOSED)
        yield found[0], False, False
