"""Registers of their own, on a database that outlives a process: served, written to, killed."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
Environment = dict[str, str]


@pytest.fixture
def place(tmp_path: Path, django_db_blocker) -> Iterator[Environment]:
    """Make an empty register beside the one of the tests, on the same kind of database.

    Return the environment in which it is found.
    """
    yield from made(tmp_path, django_db_blocker)


@pytest.fixture(scope="module")
def large_place(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Environment]:
    """Make one whose largest sitemap is as large as they get, for all tests of a module."""
    for place in made(tmp_path_factory.mktemp("large"), django_db_blocker):
        run(place, "-m", "tests.serving.rows")
        run(place, "manage.py", "createcachetable", "--database", cache_of(place))
        run(place, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        yield place


def cache_of(place: Environment) -> str:
    return "default" if place.get("CACHE_URL") else "cache"


def made(tmp_path: Path, django_db_blocker) -> Iterator[Environment]:
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    mine = given | {"REGISTER_DATA": str(tmp_path)}
    if connection.vendor == "sqlite":
        yield migrated(mine)
        return
    name = f"serving_{secrets.token_hex(6)}"
    database = connection.settings_dict
    server = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield migrated(mine | {"DATABASE_URL": f"postgresql://{server}/{name}"})
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrated(place: Environment) -> Environment:
    run(place, "manage.py", "migrate", "--verbosity", "0")
    return place


def run(place: Environment, *command: str) -> str:
    """Run Python in a place and return what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
