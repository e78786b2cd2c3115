"""Pictures and documents for tests: small, true to their format, and kept through our own door."""

import io
from typing import Any

from django.http import HttpResponseBase
from PIL import Image

from cooperation.exchange.documents import read_document
from cooperation.exchange.files import ReadFile
from cooperation.exchange.pictures import read_picture
from cooperation.models import Document, Picture
from cooperation.models.files import KeptFile
from cooperation.publishing import files
from cooperation.vocabulary.licence import Licence

RED = (200, 30, 40)


def image(
    file_format: str = "PNG",
    size: tuple[int, int] = (400, 300),
    *,
    mode: str = "RGB",
    colour: Any = RED,
    **saving: Any,
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, file_format, **saving)
    return written.getvalue()


def pdf(*objects: bytes, pages: int = 1, version: bytes = b"1.7", trailer: bytes = b"") -> bytes:
    """Return a PDF of empty pages, with further objects and entries of its trailer."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    found = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * pages,
        *objects,
    ]
    written, places = b"%%PDF-%s\n" % version, []
    for number, content in enumerate(found, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, count = len(written), len(found) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % count
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (count, trailer, start)


def content_of(response: HttpResponseBase) -> bytes:
    """Return the content of an answer, read to its end: what is streamed is closed then."""
    return b"".join(response) if response.streaming else response.content


def picture(data: bytes | None = None, **fields: Any) -> Picture:
    """Return an unsaved picture whose file is kept."""
    given = {"alt_en": "A hall", "credit": "A photographer", "licence": Licence.CC_BY}
    return _of(Picture, read_picture(data or image()), given | fields)


def document(data: bytes | None = None, **fields: Any) -> Document:
    """Return an unsaved document whose file is kept."""
    given = {"title_en": "A plan", "credit": "A ministry", "licence": Licence.PERMISSION}
    return _of(Document, read_document(data or pdf()), given | fields)


def _of(model: type[KeptFile], found: ReadFile, fields: dict[str, Any]) -> Any:
    files.write_files(found.contents)
    return model(file=found.name, **found.columns, **fields)
