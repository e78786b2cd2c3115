"""The SQLite file: made by `migrate` alone, and let go of when it is moved away or replaced."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from config.sqlite.base import DatabaseWrapper
from cooperation.web.database import is_away

pytestmark = pytest.mark.sqlite


@pytest.fixture
def database(tmp_path: Path, django_db_blocker) -> Iterator[DatabaseWrapper]:
    """Return a database in a file whose name is no address, with a table of one row."""
    path = tmp_path / "a register%20?#.sqlite3"
    settings = copy.deepcopy(connection.settings_dict) | {"NAME": str(path), "CONN_MAX_AGE": None}
    with django_db_blocker.unblock():
        made = DatabaseWrapper(settings, alias="moved")
        made.prepare_database()
        with made.cursor() as cursor:
            cursor.execute("CREATE TABLE said (words text)")
            cursor.execute("INSERT INTO said VALUES ('first')")
        yield made
        made.close()


def path_of(database: DatabaseWrapper) -> Path:
    return Path(database.settings_dict["NAME"])


def ask(database: DatabaseWrapper) -> str:
    """Ask in a request of its own."""
    database.close_if_unusable_or_obsolete()
    try:
        with database.cursor() as cursor:
            cursor.execute("SELECT words FROM said")
            return cursor.fetchone()[0]
    finally:
        database.close_if_unusable_or_obsolete()


def test_only_its_owner_may_read_the_file_that_migrate_makes(database):
    assert path_of(database).stat().st_mode & 0o777 == 0o600
    assert ask(database) == "first"


def test_a_file_that_is_moved_away_is_missed_and_no_other_is_made(database, tmp_path):
    away = path_of(database).rename(tmp_path / "away")
    for _ in range(2):
        with pytest.raises(OperationalError) as missing:
            ask(database)
        assert is_away(missing.value)
    assert not path_of(database).exists()
    away.rename(path_of(database))
    assert ask(database) == "first"


def test_a_file_put_in_its_place_is_read(database, tmp_path):
    assert ask(database) == "first"
    with database.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copied = shutil.copy(path_of(database), tmp_path / "copied")
    with database.cursor() as cursor:
        cursor.execute("UPDATE said SET words = 'second'")
    assert ask(database) == "second"
    database.close()
    with database.cursor() as cursor:
        cursor.execute("SELECT 1")
    Path(copied).rename(path_of(database))
    for beside in ("-wal", "-shm"):
        Path(f"{path_of(database)}{beside}").unlink(missing_ok=True)
    assert ask(database) == "first"


def test_a_connection_is_dropped_after_an_error(database):
    with database.cursor() as cursor:
        cursor.execute("ALTER TABLE said RENAME TO other")
    opened = database.connection
    with pytest.raises(OperationalError, match="no such table: said"):
        ask(database)
    assert opened is not None
    assert database.connection is None


def test_within_a_transaction_the_connection_stays(database, tmp_path):
    database.set_autocommit(False)
    database.in_atomic_block = True
    opened = database.connection
    path_of(database).rename(tmp_path / "away")
    database.close_if_unusable_or_obsolete()
    assert database.connection is opened
    database.in_atomic_block = False


def test_a_file_is_not_made_where_the_folder_held_a_register(database, settings, tmp_path):
    database.close()
    path_of(database).unlink()
    (tmp_path / "register.mark").write_text("2026-01-01T00:00:00+00:00\n")
    with pytest.raises(CommandError) as refused:
        database.prepare_database()
    assert str(refused.value).startswith(f"There is no file {path_of(database)}, but the folder")
    assert not path_of(database).exists()
    settings.REGISTER_NEW = True
    database.prepare_database()
    assert path_of(database).exists()
