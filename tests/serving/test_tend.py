"""The process beside the server: it ends with the server, one of two waits, no job stops others."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cooperation.management.commands.tend import TENDING, WAITING
from tests.serving.conftest import ROOT, Environment, cache_of, made, run

SECONDS = 60
TEND = [sys.executable, "manage.py", "tend"]
HOLD = "import os, sys; print(os.getpid(), flush=True); sys.stdin.read()"
DROP = (
    "import sys, django; django.setup(); from django.core.cache import cache; cache.clear(); "
    "from django.db import connection; connection.cursor().execute(sys.argv[1])"
)
LAST = (
    "import django; django.setup(); from cooperation.publishing import jobs; "
    "print(*[f'{name}={run.problem!r}' for name, run in jobs.last_runs().items() if run.took])"
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Environment]:
    """Make one register for all tests here; what one leaves locked, the next one waits for."""
    for place in made(tmp_path_factory.mktemp("tended"), django_db_blocker):
        run(place, "manage.py", "createcachetable", "--database", cache_of(place))
        yield place | {"DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture
def started() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start processes that end with the test, whatever it finds."""
    processes = []

    def start(place: Environment, *command: str) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(
            command, cwd=ROOT, env=place, text=True, start_new_session=True, **pipes
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        # A server that is killed leaves its workers behind.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def said(process: "subprocess.Popen[str]", line: str) -> None:
    """Read what a process says up to a line; the log stands between."""
    for found in process.stdout:
        if found.strip() == line:
            return
    raise AssertionError(f"{line!r} was never said.")


def tending_of(server: int) -> int:
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    (found,) = (int(child) for child in children if b"tend" in _command_of(int(child)))
    return found


def _command_of(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def wait_for(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_its_server_however_that_ends(number, ready, started):
    server = started(ready, sys.executable, "-m", "config.beside", sys.executable, "-c", HOLD)
    said(server, TENDING)
    tend = tending_of(server.pid)
    server.send_signal(number)
    server.wait(SECONDS)
    wait_for(lambda: is_gone(tend), "It went on without its server.")


def test_it_is_not_started_where_timers_do_its_work(ready, started):
    off = ready | {"TEND": "off"}
    server = started(off, sys.executable, "-m", "config.beside", sys.executable, "-c", HOLD)
    said(server, str(server.pid))
    assert Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text() == ""


def test_a_wrong_word_for_it_stops_the_start(ready, started):
    server = started(ready | {"TEND": "perhaps"}, sys.executable, "-m", "config.beside", "true")
    told = server.communicate()[0]
    assert (server.returncode, told.count("\n")) == (1, 1)
    assert told.startswith("TEND: 'perhaps' is neither yes nor no")


def test_one_of_two_waits_until_the_other_ends(ready, started):
    first = started(ready, *TEND)
    said(first, TENDING)
    second = started(ready, *TEND)
    said(second, WAITING)
    first.kill()
    said(second, TENDING)
    second.terminate()
    assert second.wait(SECONDS) == 0


def test_the_server_of_make_run_has_it_beside_and_takes_it_along(ready, started):
    recipe = Path(ROOT, "Makefile").read_text()
    assert (
        "$(BIN)/python -m config.claim $(BIN)/python -m config.beside \\\n\t\t$(BIN)/granian"
        in recipe
    )
    granian = str(Path(sys.executable).with_name("granian"))
    options = [
        "--interface",
        "wsgi",
        "--port",
        "0",
        "--workers",
        "2",
        "tests.serving.hello:application",
    ]
    server = started(ready, sys.executable, "-m", "config.beside", granian, *options)
    said(server, TENDING)
    tend = tending_of(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    server.wait(SECONDS)
    wait_for(lambda: is_gone(tend), "It went on without its server.")


def test_a_job_that_fails_leaves_the_others_running(ready, started):
    drop = "DROP TABLE cooperation_importbatch"
    if "DATABASE_URL" in ready:
        drop += " CASCADE"
    run(ready, "-c", DROP, drop)
    said(started(ready, *TEND), TENDING)
    found: set[str] = set()

    def are_done() -> bool:
        found.clear()
        found.update(run(ready, "-c", LAST).replace(' "', "").split(" "))
        return len([one for one in found if "=" in one]) == 6

    wait_for(are_done, "Some job never ran.")
    ended = {
        one.partition("=")[0].strip(): one.partition("=")[2].strip() for one in found if "=" in one
    }
    well = {name for name, problem in ended.items() if problem == "''"}
    assert well == {"publish_due", "renew_store", "renew_search", "forget_contacts", "sweep_files"}
