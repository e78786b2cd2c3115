"""Tables as an editor sends them to the desk, and as they come from it."""

import io

from cooperation.models import Event
from tests.admin import desk
from tests.exchange.tabling import as_csv, as_workbook

EVENTS = ["slug", "title_en", "kind"]


def named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def bring(client, *rows, name: str = "events.csv", table: str = "events"):
    """Send a table to the desk, and return the page that follows."""
    content = (as_workbook if name.endswith("xlsx") else as_csv)(*rows).getvalue()
    values = {"table": table, "file": named(name, content)}
    return client.post(desk.page("import", Event), values, follow=True)


def content(response) -> io.BytesIO:
    assert response.status_code == 200
    return io.BytesIO(b"".join(response.streaming_content))
