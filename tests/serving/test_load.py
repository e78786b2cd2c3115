"""What strangers in numbers meet: ratios against references that are measured in the same run.

FULL=1 loads for longer and asks for the whole of what is promised; a busy machine may be let off.
"""

import datetime as dt
import itertools
import os
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.serving.conftest import Environment
from tests.serving.server import HELLO, Server, served

pytestmark = pytest.mark.thorough

FULL = os.environ.get("FULL") == "1"
SECONDS = 30 if FULL else 4
ANSWERED = 0.8 if FULL else 0.4
OF_HELLO, OF_NOTHING = (0.5, 0.4) if FULL else (0.2, 0.2)
ROUNDS, REQUESTS = (7, 2000) if FULL else (5, 600)
DELAY_SECONDS = 1 if FULL else 5
CLIENTS, IN_TIME = 8, 2.0 if FULL else 10.0
SLOW_READERS = 50
SITEMAP = "/sitemaps/event-0.xml"

_days = itertools.count()


def address() -> str:
    """Return the address of a list that nobody has asked for yet."""
    day = dt.date(1700, 1, 1) + dt.timedelta(days=next(_days))
    return f"/events/?from={day}"


def test_an_unchanged_answer_costs_little_more_than_any_answer(large_place: Environment):
    with served(large_place) as register, served(large_place, HELLO) as hello:
        for asked in ("/events/", "/api/v1/events/"):
            status, body = register.get(asked)
            assert status == 200
            ratio = compared(hello, f"/?{len(body)}", register, asked)
            print(f"{asked}: {len(body)} bytes, {ratio:.0%} of a hello of that size")
            assert ratio >= OF_HELLO, asked
        etag = etag_of(register, "/events/")
        ratio = compared(hello, "/?0", register, "/events/", {"If-None-Match": etag})
        print(f"304: {ratio:.0%} of a hello without a body")
        assert ratio >= OF_NOTHING


def compared(
    hello: Server,
    at_hello: str,
    register: Server,
    asked: str,
    headers: dict[str, str] | None = None,
) -> float:
    """Return how many answers of the register cost what as many hellos do, as their quotient.

    Counted in seconds of processors: those stay the same while others use the machine, too.
    """
    ratios = []
    for _round in range(ROUNDS):
        plain = cost(hello, at_hello, {})
        ratios.append(plain / cost(register, asked, headers or {}))
    return statistics.median(ratios)


def cost(server: Server, asked: str, headers: dict[str, str]) -> float:
    before = server.cpu_seconds()
    threads = [threading.Thread(target=ask_often, args=(server, asked, headers)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return server.cpu_seconds() - before


def ask_often(server: Server, asked: str, headers: dict[str, str]) -> None:
    connection = server.connect()
    for _number in range(REQUESTS):
        connection.request("GET", asked, headers=headers)
        connection.getresponse().read()
    connection.close()


def etag_of(server: Server, asked: str) -> str:
    connection = server.connect()
    connection.request("GET", asked)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["ETag"]


class Tally:
    """What was answered, and how soon."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.statuses: list[int] = []
        self.slowest = 0.0

    def ask(self) -> None:
        began = time.monotonic()
        try:
            status, _body = self._server.get(address(), timeout=IN_TIME)
        except OSError:
            status = 0
        took = time.monotonic() - began
        self.slowest = max(self.slowest, took)
        self.statuses.append(status if took <= IN_TIME else 0)

    def ask_until(self, end: float) -> None:
        while time.monotonic() < end:
            self.ask()

    @property
    def answered(self) -> int:
        return self.statuses.count(200)


def test_too_many_requests_leave_as_many_answers_as_before(large_place: Environment):
    with served(large_place, WORKERS="2") as register:
        Tally(register).ask()
        closed = Tally(register)
        end = time.monotonic() + SECONDS
        run_all([threading.Thread(target=closed.ask_until, args=(end,)) for _ in range(CLIENTS)])
        usual = closed.answered / SECONDS
        print(f"{CLIENTS} clients in turn: {usual:.1f} answers a second")
        for rate in (40, 80):
            tally = Tally(register)
            run_all(list(started_at(rate, tally)))
            got = tally.answered / SECONDS
            refused, lost = tally.statuses.count(503), tally.statuses.count(0)
            print(
                f"{rate} a second: {got:.1f} answers a second, {refused} refused, "
                f"{lost} without an answer in time, the slowest after {tally.slowest:.2f} s"
            )
            assert got >= ANSWERED * min(usual, rate)
            assert set(tally.statuses) <= {200, 503} or not FULL
            # What nobody waits for any more is not worked at: the site is well at once.
            assert register.get(address(), timeout=IN_TIME if FULL else 20)[0] == 200


def started_at(rate: int, tally: Tally) -> Iterator[threading.Thread]:
    """Start a request at each beat, whatever became of those before."""
    began = time.monotonic()
    for number in range(rate * SECONDS):
        time.sleep(max(0, began + number / rate - time.monotonic()))
        thread = threading.Thread(target=tally.ask)
        thread.start()
        yield thread


def run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        if thread.ident is None:
            thread.start()
    for thread in threads:
        thread.join()


def test_slow_readers_of_the_largest_sitemap_hold_nobody_up(large_place: Environment):
    with served(large_place) as register, ExitStack() as readers:
        status, body = register.get(SITEMAP)
        assert (status, len(body) > 1_000_000) == (200, True)
        for _number in range(SLOW_READERS):
            reader = readers.enter_context(socket.socket())
            # It takes in next to nothing, so that the server cannot hand the answer over.
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect(("127.0.0.1", register.port))
            reader.sendall(f"GET {SITEMAP} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        delays = []
        for _number in range(20):
            began = time.monotonic()
            assert register.get("/healthz", timeout=60)[0] == 200
            delays.append(time.monotonic() - began)
            time.sleep(0.05)
        print(f"/healthz beside {SLOW_READERS} slow readers: {max(delays):.3f} s at most")
        assert max(delays) < DELAY_SECONDS
        assert register.get("/events/", timeout=60)[0] == 200
