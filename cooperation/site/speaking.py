"""Which language a text on a page is in: what is not in the page's own language is marked."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from jinja2 import pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

from cooperation.rules import khmer

LATIN = re.compile("[A-Za-z]{2}")
# What holds words alone, or is no text for a reader; a picture has its words beside it.
WORDLESS = ("option", "script", "style", "svg", "text", "textarea", "title")
# These blocks are set into attributes too.
SILENT_BLOCKS = ("title", "description", "target", "canonical")
# What ends with one of these is an address, a number or a day in the page's own language.
OF_THE_PAGE = ("address", "anchor", "digits", "e", "iso", "month", "number", "passage", "size")
OF_MACHINES = ("tojson", "words", "xy", "lang_of", "spoken")
NAMES = re.compile(r"""<(/?)([a-z][a-z0-9]*)|(['"])|>""")


@pass_context
def speak_value(context: Context, text: Any) -> Any:
    """Return what a template prints, marked as by `mark_language`."""
    return mark_language(text)


@pass_context
def lang_of(context: Context, text: Any) -> Markup:
    """Return the attribute `lang` for an element whose attribute holds a record's text."""
    language = other_language(text)
    return Markup(' lang="{}"').format(language) if language else Markup()


def mark_language(text: Any) -> Any:
    """Return a record's text, marked with its language where that is not the page's."""
    language = other_language(text)
    return Markup('<span lang="{}">{}</span>').format(language, text) if language else text


def other_language(text: Any) -> str:
    """Return the language of a text if it is not the page's, else "". Letters tell the two."""
    if not isinstance(text, str) or hasattr(text, "__html__"):
        return ""
    if any(map(khmer.is_khmer, text)):
        return "" if get_language() == "km" else "km"
    return "en" if get_language() == "km" and LATIN.search(text) else ""


class Speaking(Extension):
    """Marks the language of whatever a template prints between tags.

    Templates name no language: a record has some of its texts in Khmer and others not.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        position, blocks = Position(), []
        for token in stream:
            if token.type == "data":
                position.pass_over(token.value)
                yield token
            elif token.type == "block_begin":
                statement = [token, *_until(stream, "block_end")]
                word, name = statement[1].value, statement[2].value
                if word == "block":
                    blocks.append(name)
                elif word == "endblock":
                    blocks.pop()
                yield from statement
            elif token.type == "variable_begin":
                *inside, end = _until(stream, "variable_end")
                silent = any(name in SILENT_BLOCKS for name in blocks)
                yield token
                if position.is_text and not silent and not _is_of_the_page(inside):
                    yield Token(token.lineno, "lparen", "(")
                    yield from inside
                    yield Token(token.lineno, "rparen", ")")
                    yield Token(token.lineno, "pipe", "|")
                    yield Token(token.lineno, "name", "spoken")
                else:
                    yield from inside
                yield end
            else:
                yield token


class Position:
    """Where in a page a template stands: between tags, or inside one."""

    def __init__(self) -> None:
        self.quote, self.tag, self.wordless = "", "", ""

    @property
    def is_text(self) -> bool:
        return not self.tag and not self.wordless

    def pass_over(self, source: str) -> None:
        for match in NAMES.finditer(source):
            slash, name, quote = match.groups()
            if self.quote:
                self.quote = "" if quote == self.quote else self.quote
            elif quote:
                self.quote = quote if self.tag else ""
            elif name and not self.tag:
                self.tag = slash + name
            elif match[0] == ">" and self.tag:
                self._leave_tag()

    def _leave_tag(self) -> None:
        if not self.wordless and self.tag in WORDLESS:
            self.wordless = self.tag
        elif self.tag == f"/{self.wordless}":
            self.wordless = ""
        self.tag = ""


def _until(stream: TokenStream, kind: str) -> Iterator[Token]:
    for token in stream:
        yield token
        if token.type == kind:
            return


def _is_of_the_page(expression: list[Token]) -> bool:
    """Tell whether a printed expression is no text of a record, as far as its filters tell."""
    if len(expression) < 2:
        return False
    pipe, name = expression[-2:]
    return pipe.type == "pipe" and name.value in (*OF_THE_PAGE, *OF_MACHINES)
