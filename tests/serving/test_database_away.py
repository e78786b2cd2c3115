"""A register whose PostgreSQL goes away, with a word or without, and comes back."""

import threading
import time
from urllib.parse import urlsplit

import pytest

from tests.serving.conftest import Environment
from tests.serving.relay import Relay
from tests.serving.server import Server, served

pytestmark = [pytest.mark.postgresql, pytest.mark.thorough]

KEPT, NOT_KEPT = "/api/v1/events/", "/api/v1/events/?limit=7"
# A pool waits for a second at most; then everyone knows.
FIRST_SECONDS, THEN_SECONDS, WELL_SECONDS = 2.5, 0.5, 5
# No more than may work and wait: none is to be refused for that.
READERS = 8


@pytest.mark.parametrize("way", ["cut", "hush"])
def test_away_is_told_at_once_and_forgotten_at_once(place: Environment, way: str):
    database = urlsplit(place["DATABASE_URL"])
    relay = Relay(database.hostname or "", database.port or 5432)
    server = f"{database.username}:{database.password or ''}@127.0.0.1:{relay.port}"
    relayed = place | {"DATABASE_URL": f"postgresql://{server}{database.path}"}
    with served(relayed) as register:
        assert timed(register, KEPT)[:2] == (200, None)
        getattr(relay, way)()
        first = at_once(register, NOT_KEPT)
        print(f"{way}: the first {READERS} after {max(took for *_answer, took in first):.2f} s")
        assert {status for status, _marked, _took in first} == {503}
        assert max(took for *_answer, took in first) < FIRST_SECONDS
        for address, expected in (
            (KEPT, (200, '110 - "Response is Stale"')),
            (NOT_KEPT, (503, None)),
            ("/healthz", (200, None)),
        ):
            answers = at_once(register, address)
            print(f"{way}: {address} after {max(took for *_answer, took in answers):.3f} s")
            assert {answer[:2] for answer in answers} == {expected}
            assert max(took for *_answer, took in answers) < THEN_SECONDS
        relay.mend()
        began = time.monotonic()
        while timed(register, NOT_KEPT)[0] != 200:
            time.sleep(0.05)
        print(f"{way}: well {time.monotonic() - began:.2f} s after it came back")
        assert time.monotonic() - began < WELL_SECONDS
        # Not one thread alone.
        assert {status for status, *_rest in at_once(register, NOT_KEPT)} == {200}
    relay.cut()


def timed(register: Server, address: str) -> tuple[int, str | None, float]:
    """Return an answer's status, the warning that it carries, and the seconds it took."""
    began = time.monotonic()
    connection = register.connect()
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers["Warning"], time.monotonic() - began


def at_once(register: Server, address: str) -> list[tuple[int, str | None, float]]:
    answers: list[tuple[int, str | None, float]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(timed(register, address)))
        for _reader in range(READERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
