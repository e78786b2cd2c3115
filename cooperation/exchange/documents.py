"""Reads PDF documents from strangers, as far as it takes to see that they only show pages.

No page of ours ever shows a PDF: it is handed out as a download. What could act on a reader's
machine is refused all the same: script, programs to launch, files and films inside; and so are
passwords, behind which nothing can be seen.
"""

import re
import zlib

from django.utils.translation import gettext as _

from cooperation.exchange.files import ReadFile, UnreadableFile, check_size
from cooperation.rules import files

END = 1024
LONGEST_DICTIONARY = 2000
MOST_UNPACKED = 100_000_000


def _names(*words: str) -> re.Pattern[bytes]:
    """Return what finds these names, also where characters are written as "#6A"."""
    spelt = ["".join(f"(?:{char}|#{ord(char):02x}|#{ord(char):02X})" for char in w) for w in words]
    return re.compile(rf"/(?:{'|'.join(spelt)})\b".encode())


HEADER = re.compile(rb"%PDF-[12]\.\d")
STREAM = re.compile(rb"\bstream\r?\n")
PASSWORD = _names("Encrypt")
ACTING = _names("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia")
PAGE = re.compile(rb"/Type\s*/Page\b")
COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")


def read_document(data: bytes) -> ReadFile:
    """Return a PDF as it is, with the number of its pages where that is plain.

    Raises UnreadableFile.
    """
    check_size(len(data))
    if not HEADER.match(data):
        raise UnreadableFile(_("This is no PDF document. Save or print it as PDF."))
    tail = data[-END:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise UnreadableFile(_damaged())
    if PASSWORD.search(data):
        raise UnreadableFile(
            _("The document is locked with a password or another protection. Save it without.")
        )
    objects = _objects(data)
    if ACTING.search(data) or ACTING.search(objects):
        raise UnreadableFile(
            _("The document holds script, films or other files. Print it as PDF, and choose that.")
        )
    name = str(files.new_file_name(files.DOCUMENT_ENDING))
    return ReadFile(name, {name: data}, {"size": len(data), "pages": _pages(objects)})


def _damaged() -> str:
    return _("The document is damaged or cut short. Save it anew as PDF, and choose that file.")


def _objects(data: bytes) -> bytes:
    """Return what stands outside streams, and the objects that newer writers pack into some."""
    found: list[bytes] = []
    left, place = MOST_UNPACKED, 0
    while stream := STREAM.search(data, place):
        found.append(data[place : stream.start()])
        place = data.find(b"endstream", stream.end())
        if place < 0:
            raise UnreadableFile(_damaged())
        dictionary = found[-1][-LONGEST_DICTIONARY:].rpartition(b"obj")[2]
        if b"/ObjStm" in dictionary and b"/Filter" in dictionary:
            found.append(_unpacked(data[stream.end() : place], left))
            left -= len(found[-1])
    return b"\n".join([*found, data[place:]])


def _unpacked(stream: bytes, most: int) -> bytes:
    try:
        found = zlib.decompressobj().decompress(stream, most)
    except zlib.error as error:
        raise UnreadableFile(_damaged()) from error
    if len(found) >= most:
        raise UnreadableFile(_damaged())
    return found


def _pages(objects: bytes) -> int | None:
    """Return the number of pages if the pages themselves and their tree agree on it."""
    pages = len(PAGE.findall(objects))
    stated = max((int(count) for count in COUNT.findall(objects)), default=0)
    return pages if pages and pages == stated else None
