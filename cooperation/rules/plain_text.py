"""Texts without control and direction characters: one line, or several.

Taken out are the controls of Unicode (categories Cc, Zl, Zp), the marks, embeddings and isolates
of direction (UAX #9), invisible format characters, and what no XML can hold. U+200B to U+200D
stay in texts with Khmer letters, where they break lines and shape clusters.
"""

import re

_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")
_JOINERS = re.compile("[\u200b-\u200d]")
_BREAKS = "\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAKS = re.compile(f" *[\t{_BREAKS}][ \t{_BREAKS}]*")
_OTHER_BREAKS = re.compile("\r\n|[\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """Return a text as one line: breaks and tabs are a space, or nothing at the ends.

    Folding twice changes nothing more; a text of such characters and spaces alone is blank.
    """
    return _stripped(text, _LINE_BREAKS.sub(" ", _seen(text)))


def several_lines(text: str) -> str:
    """Return a text whose lines end with U+000A and nothing else; the rest as for one line.

    Blank lines and spaces inside stay as they are, a tab is a space.
    """
    return _stripped(text, _OTHER_BREAKS.sub("\n", _seen(text)).replace("\t", " "))


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    seen = _UNSEEN.sub("", text)
    return seen if _KHMER.search(seen) else _JOINERS.sub("", seen)


def _stripped(text: str, folded: str) -> str:
    # What had nothing to fold keeps its spaces: whether they mean anything is not for here.
    return text if folded == text and text.strip() else folded.strip(" \n")
