"""Two publish at once, and who follows the changes by number meanwhile misses none of them."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.serving.conftest import ROOT, Environment, run
from tests.serving.publishers import DONE, ROUNDS, SOON

# SQLite lets one write after the other anyway.
pytestmark = [pytest.mark.thorough, pytest.mark.postgresql]

PUBLISHERS = "tests.serving.publishers"


def test_who_follows_by_number_misses_nothing_that_two_publish_at_once(place: Environment):
    run(place, "-m", PUBLISHERS, "make")
    follower = begin(place, "follow")
    publishers = [begin(place, "publish", name) for name in ("One", "Other")]
    said = [publisher.communicate() for publisher in publishers]
    # What goes live by the clock has done so by then.
    time.sleep(SOON.total_seconds())
    Path(place["REGISTER_DATA"], DONE).touch()
    heard = follower.communicate()
    ended = [process.returncode for process in (*publishers, follower)]
    assert ended == [0] * len(ended), "".join(errors for _text, errors in (*said, heard))
    expected = json.loads(run(place, "-m", PUBLISHERS, "told"))
    assert sorted(expected.values()).count("withdrawn") > 0
    assert ROUNDS < len(expected) <= 2 * ROUNDS + 1
    assert json.loads(heard[0]) == expected


def begin(place: Environment, *act: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", PUBLISHERS, *act],
        cwd=ROOT,
        env=place,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
