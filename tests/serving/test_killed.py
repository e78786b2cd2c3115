"""A register that is killed while it writes keeps all that it has acknowledged.

It is killed ten times, and fifty with FULL=1.
"""

import os
import random
import signal
import subprocess
import sys
import threading

import pytest

from tests.serving.conftest import ROOT, Environment, run

pytestmark = pytest.mark.thorough

KILLS = 50 if os.environ.get("FULL") == "1" else 10


def test_what_was_acknowledged_outlives_a_kill(place: Environment):
    acknowledged: list[str] = []
    chance = random.Random(2026)
    command = [sys.executable, "-m", "tests.serving.editors", "write"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=place, **pipes) as writer:
        for _ in range(KILLS):
            # One child writes until it is killed in the midst of it; the next one takes over.
            writer.stdin.write("go\n")
            writer.stdin.flush()
            acknowledged += killed(writer, chance)
        writer.stdin.close()
        assert writer.wait() == 0
    kept = run(place, "-m", "tests.serving.editors", "kept").splitlines()
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) - set(kept) == set()
    run(place, "manage.py", "check_revisions")


def killed(writer: subprocess.Popen[str], chance: random.Random) -> list[str]:
    """Kill the child at some moment after its first words; return what it acknowledged."""
    child, after = int(writer.stdout.readline()), chance.randint(1, 4)
    said: list[str] = []
    kill = threading.Timer(chance.uniform(0, 0.05), os.kill, [child, signal.SIGKILL])
    while (line := writer.stdout.readline().strip()) != "killed":
        said.append(line)
        if len(said) == after:
            kill.start()
    return said
