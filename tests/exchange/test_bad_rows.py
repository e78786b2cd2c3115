"""One row that cannot be written takes no calendar, feed or table down; the log names it."""

import orjson
import pytest
from django.http import QueryDict

from cooperation.exchange import atom, ical, tables_out
from cooperation.exchange.columns import Column
from cooperation.models import PublicDocument
from cooperation.queries import stored
from cooperation.queries.generation import present_state
from cooperation.queries.resources import EVENT_LIST
from cooperation.web.selection import select_rows
from tests import factories
from tests.exchange import rows_out

WRITERS = {
    "ics": ical.write_events,
    "atom": atom.write_feed,
    "csv": tables_out.write_csv,
}
BROKEN = "https://register.example/events/broken/"


def passages(row) -> str:
    return str([*row["citations"]])


@pytest.mark.parametrize("form", WRITERS)
def test_a_row_that_cannot_be_written_is_left_out_and_named(form, monkeypatch, caplog):
    columns = [Column("title", lambda row: row["title"]), Column("sources", passages)]
    monkeypatch.setattr(tables_out, "list_columns", lambda name: columns)
    rows = [rows_out.event(title=f"Event {number}") for number in range(3)]
    # Of a shape that no row of the register has.
    rows[1] |= {"url": BROKEN, "updated_at": 1, "citations": 1}
    written = b"".join(WRITERS[form](rows_out.outgoing(*rows))).decode()
    assert ("Event 0" in written, "Event 2" in written) == (True, True)
    assert BROKEN not in written
    assert BROKEN in caplog.text


@pytest.mark.django_db
@pytest.mark.past_publishing
def test_a_record_that_cannot_be_read_is_left_out_and_named(monkeypatch, caplog):
    events = [factories.make_event(title=f"Event {number}") for number in range(3)]
    # What has no document is read from its rows.
    PublicDocument.objects.all().delete()
    true = stored.read_records

    def read(subject, queryset, loader, **options):
        if queryset.filter(pk=events[1].pk).exists():
            raise OverflowError("date value out of range")
        return true(subject, queryset, loader, **options)

    monkeypatch.setattr(stored, "read_records", read)
    selection = select_rows(QueryDict(), EVENT_LIST, state=present_state(factories.AT))
    titles = [orjson.loads(row)["title"] for piece in selection.pieces() for row in piece]
    assert titles == ["Event 2", "Event 0"]
    assert f"events {events[1].pk}" in caplog.text
