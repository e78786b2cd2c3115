"""The SQLite file is moved away for some seconds: no other is made, and all is well afterwards."""

import json
import os
import threading
import time
from pathlib import Path

import pytest

from tests.serving.conftest import Environment, run
from tests.serving.server import Server, served

pytestmark = [pytest.mark.thorough, pytest.mark.sqlite]

FULL = os.environ.get("FULL") == "1"
AWAY_SECONDS = 6 if FULL else 2
WELL_SECONDS = 5
WORKERS, READERS, IN_A_ROW = 2, 6, 40


class Readers:
    """Ask for pages that nobody holds, and for the readiness, until they are stopped."""

    def __init__(self, server: Server) -> None:
        self.server = server
        # When each was asked, when it was answered, and how.
        self.statuses: list[tuple[float, float, int]] = []
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=[n]) for n in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        count = 0
        while not self._stopped.is_set():
            count += 1
            year = 1000 + (number * 1000 + count) % 8000
            asked = time.monotonic()
            status, _body = self.server.get(f"/api/v1/events/?year={year}")
            self.statuses.append((asked, time.monotonic(), status))


def well(server: Server) -> bool:
    """Whether so many answers in a row, over new connections and so of every worker, are good."""
    answers = (server.get(f"/events/?from=1{number:03}-01-01") for number in range(IN_A_ROW))
    return all(status == 200 for status, _body in answers)


def test_a_file_that_is_moved_away_comes_back_in_every_worker(place: Environment):
    run(place, "manage.py", "createcachetable", "--database", "cache")
    run(place, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    folder = Path(place["REGISTER_DATA"])
    path, away = folder / "register.sqlite3", folder / "away.sqlite3"
    with served(place, WORKERS=str(WORKERS)) as server:
        assert well(server)
        with Readers(server) as readers:
            path.rename(away)
            moved = time.monotonic()
            while time.monotonic() < moved + AWAY_SECONDS:
                assert not path.exists(), "Something made a file where the register was."
                time.sleep(0.05)
            status, body = server.get("/readyz")
            assert (status, json.loads(body)["database"]) == (503, "failed: OperationalError")
            back = time.monotonic()
            away.rename(path)
            time.sleep(WELL_SECONDS)
        assert well(server)
        assert server.get("/readyz")[0] == 200
    found = readers.statuses
    assert {how for asked, answered, how in found if moved + 1 < asked and answered < back} == {503}
    assert {how for asked, _answered, how in found if asked > back + WELL_SECONDS - 2} == {200}
