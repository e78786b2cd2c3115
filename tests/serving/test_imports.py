"""An import beside an editor, and one that is killed: nobody waits it out, and it goes on."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.serving.conftest import ROOT, Environment, run

pytestmark = pytest.mark.thorough

FULL = os.environ.get("FULL") == "1"
KILLS, ROWS = 10 if FULL else 3, 1_000
COUNTS = (
    "SELECT applied FROM cooperation_importbatch",
    "SELECT count(*) FROM cooperation_event",
    "SELECT count(DISTINCT event_id) FROM cooperation_citation WHERE event_id IS NOT NULL",
    "SELECT count(*) FROM cooperation_citation WHERE event_id IS NOT NULL",
    "SELECT count(*) FROM cooperation_revision WHERE action = 'import'",
)


@pytest.fixture
def register(place: Environment) -> Environment:
    """Return the environment of a register with an import that is confirmed."""
    ask(place, f"prepare({ROWS})")
    return place


def ask(place: Environment, what: str) -> Any:
    """Run a function of `importing_events` in a process of its own; return what it returned."""
    code = f"from tests.exchange import importing_events as e; e.tell(e.{what})"
    return json.loads(run(place, "manage.py", "shell", "-v0", "-c", code).splitlines()[-1])


def begun(place: Environment) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "apply_imports"]
    return subprocess.Popen(command, cwd=ROOT, env=place, stdout=subprocess.DEVNULL)


def told(place: Environment, *questions: str) -> list[int]:
    """Return what the database itself says; no process of ours is asked."""
    if url := place.get("DATABASE_URL"):
        database: Any = psycopg.connect(url)
    else:
        database = sqlite3.connect(Path(place["REGISTER_DATA"]) / "register.sqlite3")
    with closing(database):
        return [database.execute(question).fetchone()[0] for question in questions]


def position(place: Environment) -> int:
    return told(place, "SELECT position FROM cooperation_importbatch")[0]


def wait_past(place: Environment, done: int, process: subprocess.Popen) -> None:
    while position(place) <= done and process.poll() is None:
        time.sleep(0.02)


def test_an_import_killed_again_and_again_loses_nothing_and_halves_nothing(register):
    killed = 0
    for _ in range(KILLS):
        with begun(register) as process:
            wait_past(register, position(register), process)
            time.sleep(random.uniform(0, 0.4))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        assert len(set(told(register, *COUNTS))) == 1, "Each is whole, and counted as done."
    assert killed == KILLS
    run(register, "manage.py", "apply_imports")
    counted = {"events", "applied", "citations", "cited", "revisions", "revised"}
    rest = {"edits": 0, "differences": []}
    assert ask(register, "state()") == dict.fromkeys(counted, ROWS) | rest


def test_an_editor_saves_all_the_while(register):
    with begun(register) as process:
        wait_past(register, 0, process)
        saves = ask(register, "edit()")
    state = ask(register, "state()")
    assert saves > 0
    assert (state["applied"], state["edits"], state["differences"]) == (ROWS, saves, [])
    assert ask(register, "Organisation.objects.get().name_en") == f"Version {saves}"
