"""Applying bit by bit: nobody waits for long, nothing is done twice, a killed import goes on."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from cooperation.exchange import importing
from cooperation.exchange.importing_applying import AIM, MOST_AT_ONCE, Pace
from cooperation.models import Event, Organisation
from tests.exchange import importing_events
from tests.factories import AT

ROOT = Path(settings.BASE_DIR)
WAYS = {"rest": lambda _seconds: None}
KILLS, ROWS = 10, 1_000
COUNTS = (
    "SELECT applied FROM cooperation_importbatch",
    "SELECT count(*) FROM cooperation_event",
    "SELECT count(DISTINCT event_id) FROM cooperation_citation WHERE event_id IS NOT NULL",
    "SELECT count(*) FROM cooperation_citation WHERE event_id IS NOT NULL",
    "SELECT count(*) FROM cooperation_revision WHERE action = 'import'",
)


def test_a_transaction_takes_as_many_records_as_fit_into_its_time():
    pace = Pace(records=100)
    pace.follow(AIM / 10)
    assert pace.records == 200, "No more than twice as many as before: the next may be larger."
    pace.follow(2 * AIM)
    assert pace.records == 100
    pace.follow(1_000 * AIM)
    assert pace.records == 1, "One record is always whole."
    for _ in range(20):
        pace.follow(0)
    assert pace.records == MOST_AT_ONCE


@pytest.mark.django_db
def test_a_slow_database_is_given_back_after_each_record():
    batch = importing_events.confirmed(12)
    ticks = iter(range(10_000))
    applied = []

    def rest(_seconds: float) -> None:
        applied.append(Event.objects.count())

    importing.go_on(batch.pk, at=AT, seconds=10_000, clock=lambda: next(ticks), rest=rest)
    assert applied == [10, 11, 12, 12], "Ten at first, then no more than fit; none at last."


@pytest.mark.django_db
def test_a_slice_ends_in_time_and_the_next_goes_on_where_it_was():
    batch = importing_events.confirmed(25)
    ticks = iter(range(10_000))
    batch = importing.go_on(batch.pk, at=AT, seconds=2, clock=lambda: next(ticks), **WAYS)
    assert (batch.state, batch.position, Event.objects.count()) == ("applying", 10, 10)
    batch = importing.go_on(batch.pk, at=AT, seconds=600, **WAYS)
    assert (batch.state, batch.applied, Event.objects.count()) == ("done", 25, 25)


@pytest.mark.django_db
def test_two_who_apply_one_import_do_each_record_once():
    batch = importing_events.confirmed(25)
    others = []

    def rest(_seconds: float) -> None:
        if not others:
            others.append(importing.go_on(batch.pk, at=AT, seconds=600, **WAYS))

    batch = importing.go_on(batch.pk, at=AT, seconds=600, rest=rest)
    assert (batch.state, batch.applied, Event.objects.count()) == ("done", 25, 25)


@pytest.fixture
def register(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a register in a file, with an import that is confirmed."""
    given = os.environ | {
        "REGISTER_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'register.sqlite3'}",
    }
    manage(given, "migrate", "-v0")
    ask(given, f"prepare({ROWS})")
    return given


def manage(env: dict[str, str], *words: str, **how: Any) -> str:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True, **how
    ).stdout


def ask(env: dict[str, str], what: str) -> Any:
    """Run a function of `importing_events` in a process of its own; return what it returned."""
    code = f"from tests.exchange import importing_events as e; e.tell(e.{what})"
    lines = manage(env, "shell", "-v0", "-c", code).splitlines()
    return json.loads(lines[-1])


def begun(env: dict[str, str], *words: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)


def told(env: dict[str, str], *questions: str) -> list[int]:
    """Return what the file itself says; no process of ours has it open."""
    path = env["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        return [database.execute(question).fetchone()[0] for question in questions]


def position(env: dict[str, str]) -> int:
    return told(env, "SELECT position FROM cooperation_importbatch")[0]


def wait_past(env: dict[str, str], place: int, process: subprocess.Popen) -> None:
    while position(env) <= place and process.poll() is None:
        time.sleep(0.02)


@pytest.mark.thorough
@pytest.mark.sqlite
def test_an_import_killed_ten_times_loses_nothing_and_halves_nothing(register):
    killed = 0
    for _ in range(KILLS):
        with begun(register, "apply_imports") as process:
            wait_past(register, position(register), process)
            time.sleep(random.uniform(0, 0.4))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        assert len(set(told(register, *COUNTS))) == 1, "Each is whole, and counted as done."
    assert killed == KILLS
    manage(register, "apply_imports")
    counted = {"events", "applied", "citations", "cited", "revisions", "revised"}
    rest = {"edits": 0, "differences": []}
    assert ask(register, "state()") == dict.fromkeys(counted, ROWS) | rest


@pytest.mark.thorough
@pytest.mark.sqlite
def test_an_editor_saves_all_the_while_on_sqlite(register):
    with begun(register, "apply_imports") as process:
        wait_past(register, 0, process)
        found = ask(register, "edit()")
    print(f"Beside an import of {ROWS} rows on SQLite: {found}")
    state = ask(register, "state()")
    assert (state["applied"], state["edits"], state["differences"]) == (ROWS, found["saves"], [])
    assert found["saves"] > 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_editor_saves_all_the_while_on_postgresql():
    importing_events.prepare(300)
    batch = importing_events.ImportBatch.objects.get()

    def apply() -> None:
        importing.go_on(batch.pk, at=AT, seconds=600)
        connections.close_all()

    thread = threading.Thread(target=apply)
    thread.start()
    found = importing_events.edit()
    thread.join()
    state = importing_events.state()
    assert (state["applied"], state["edits"], state["differences"]) == (300, found["saves"], [])
    assert Organisation.objects.get().name_en == f"Version {found['saves']}"
