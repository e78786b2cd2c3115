"""What an address answers, as far as a reader could tell two answers apart."""

import itertools
import re
import zipfile
from io import BytesIO

from django.http import HttpResponseBase
from django.test import Client

from tests.files import content_of

OF_THE_REQUEST = {"X-Request-ID", "ETag", "Last-Modified", "Content-Length"}

# Where a workbook says when it was written.
WRITTEN_AT = "docProps/core.xml"

# It holds the moment at which a form was opened.
TOKEN = re.compile(r'name="token" value="[^"]*"')

Answer = tuple[int, dict[str, str], str]


def answer(address: str) -> Answer:
    response = Client().get(address)
    headers = {name: value for name, value in response.items() if name not in OF_THE_REQUEST}
    return response.status_code, headers, readable(response)


def readable(response: HttpResponseBase) -> str:
    content = content_of(response)
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as sheets:
            names = [name for name in sheets.namelist() if name != WRITTEN_AT]
            content = b"".join(map(sheets.read, names))
    return TOKEN.sub("", content.decode(errors="replace"))


def difference(one: Answer, other: Answer) -> str:
    """Return where two answers begin to differ, "" if they do not."""
    if one == other:
        return ""
    pairs = zip(str(one), str(other), strict=False)
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return f"{str(one)[max(same - 80, 0) :][:160]} | {str(other)[same:][:80]}"
