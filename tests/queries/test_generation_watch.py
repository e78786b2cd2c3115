"""The state read beside all requests; over a file or a database of its own in these tests."""

import datetime as dt
import json
import sqlite3
import uuid

import pytest
from django.db import connection

from cooperation.models import Generation
from cooperation.queries import generation, generation_watch
from cooperation.queries.generation_watch import LOOK_EVERY, STATE, SqliteReader, UnreachableError

AT = dt.datetime(2026, 1, 5, 5, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TABLE = "CREATE TABLE cooperation_generation (id integer, token text, changed_at text, edges text)"


def make_file(path, token):
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as file:
        file.execute(TABLE)
        row = (token, "2026-01-05 05:00:00", json.dumps([(AT + HOUR).isoformat()]))
        file.execute("INSERT INTO cooperation_generation VALUES (1, ?, ?, ?)", row)
    file.close()


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "a register?.sqlite3"
    make_file(found, "first")
    return found


@pytest.fixture
def reader(path):
    found = SqliteReader(str(path))
    yield found
    found._close()


def test_it_sees_what_others_write_and_what_the_clock_changes(path, reader):
    assert reader.read(AT).key == "first/0/2026-01-05"
    assert reader.read(AT).until == AT + HOUR
    assert reader.read(AT + HOUR).key == "first/1/2026-01-05"
    with sqlite3.connect(path) as other:
        other.execute("UPDATE cooperation_generation SET token = 'second'")
    other.close()
    assert reader.read(AT + HOUR).key == "second/1/2026-01-05"


def test_it_makes_no_file_and_takes_the_one_that_is_put_in_its_place(path, reader):
    reader.read(AT)
    away = path.with_suffix(".away")
    path.rename(away)
    with pytest.raises(UnreachableError):
        reader.read(AT + LOOK_EVERY)
    assert not path.exists()
    away.rename(path)
    assert reader.read(AT).key == "first/0/2026-01-05"
    other = path.with_suffix(".other")
    make_file(other, "restored")
    other.replace(path)
    assert reader.read(AT + LOOK_EVERY).key == "restored/0/2026-01-05"


def test_a_file_without_tables_or_that_is_no_database_is_unreachable(path, reader):
    for content in (b"", b"no database at all" * 100):
        path.unlink()
        path.write_bytes(content)
        with pytest.raises(UnreachableError):
            reader.read(AT)


def test_a_register_in_which_nothing_was_published_has_a_state(path, reader):
    with sqlite3.connect(path) as other:
        other.execute("DELETE FROM cooperation_generation")
    other.close()
    assert reader.read(AT).key == "/0/2026-01-05"


@pytest.mark.django_db
def test_it_asks_for_the_row_that_requests_are_answered_by():
    token = uuid.uuid4()
    edges = [(AT + HOUR).isoformat()]
    Generation.objects.update_or_create(
        pk=1, defaults={"token": token, "changed_at": AT, "edges": edges}
    )
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        row = cursor.fetchone()
    read, present = generation_watch._state(row, AT), generation.present_state(AT)
    assert read.key.replace("-", "") == present.key.replace("-", "")
    assert (read.changed_at, read.until) == (present.changed_at, present.until)
