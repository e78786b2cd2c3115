"""Two registers on one port would answer in turns: the second does not start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOLD = "import sys; print('started', flush=True); sys.stdin.read()"


@pytest.fixture
def place(tmp_path):
    # Picked by the system, and free again: nobody else is given it for a while.
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    given = {"REGISTER_DATA": str(tmp_path), "TMPDIR": str(tmp_path)}
    return os.environ | given | {"HOST": "127.0.0.1", "PORT": str(port)}


def claimed(place, *command):
    return subprocess.Popen(
        [sys.executable, "-m", "config.claim", *command],
        cwd=ROOT,
        env=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_one_of_two_that_start_is_refused_with_one_line(place):
    with claimed(place, sys.executable, "-c", HOLD) as first:
        assert first.stdout.readline() == "started\n"
        with claimed(place, sys.executable, "-c", HOLD) as second:
            said, told = second.communicate()
        assert (second.returncode, said) == (1, "")
        assert told.count("\n") == 1
        assert told.startswith(f"PORT: another server answers at 127.0.0.1:{place['PORT']} already")
        first.communicate()
    with claimed(place) as third:
        assert third.communicate() == ("", "")
    assert third.returncode == 0


def test_a_server_that_lets_others_share_its_port_is_seen(place):
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", int(place["PORT"])))
        server.listen()
        with claimed(place) as second:
            told = second.communicate()[1]
    assert (second.returncode, told.count("\n")) == (1, 1)


def test_make_run_claims_its_port_before_it_touches_the_register():
    recipe = Path(ROOT, "Makefile").read_text().partition("\nrun:")[2].partition("\n\n")[0]
    steps = [line.split()[0:3] for line in recipe.splitlines()[1:3]]
    assert steps == [["@$(BIN)/python", "-m", "config.claim"], ["@$(MANAGE)", "prepare"]]
    assert "exec $(BIN)/python -m config.claim $(BIN)/python -m config.beside" in recipe
