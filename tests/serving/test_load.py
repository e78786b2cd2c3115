"""What strangers in numbers meet: ratios against references that are measured in the same run.

It needs the machine for itself. FULL=1 loads for as long as is promised.
"""

import datetime as dt
import itertools
import json
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

FULL = os.environ.get("FULL") == "1"
SECONDS = 30 if FULL else 5
ANSWERED = 0.8
OF_HELLO, OF_NOTHING = 0.5, 0.4
ROUNDS, REQUESTS = (9, 2000) if FULL else (5, 600)
DELAY_SECONDS = 1
CLIENTS, IN_TIME = 8, 2.0
SLOW_READERS = 50
SITEMAP = "/sitemaps/event-0.xml"
# The server writes them itself.
NOT_TOLD = {"content-length", "date", "server", "transfer-encoding", "connection"}

_days = itertools.count()


def address() -> str:
    """Return the address of a list that nobody has asked for yet."""
    day = dt.date(1700, 1, 1) + dt.timedelta(days=next(_days))
    return f"/events/?from={day}"


@pytest.mark.parametrize(
    ("asked", "is_held", "least"),
    [
        ("/events/", False, OF_HELLO),
        ("/api/v1/events/", False, OF_HELLO),
        ("/events/", True, OF_NOTHING),
    ],
)
def test_an_unchanged_answer_costs_little_more_than_any_answer(
    large_place: Environment, asked: str, is_held: bool, least: float
):
    with served(large_place) as register:
        _status, headers, body = whole(register, asked)
        held = {"If-None-Match": headers["ETag"]} if is_held else {}
        status, headers, body = whole(register, asked, held)
        assert status == (304 if is_held else 200)
        told = [item for item in headers.items() if item[0].lower() not in NOT_TOLD]
        at_hello = f"/?{len(body)}"
        with served(large_place, HELLO, HELLO_HEADERS=json.dumps(told)) as hello:
            ratio = compared(hello, at_hello, register, asked, held)
        with served(large_place, HELLO) as hello:
            bare = compared(hello, at_hello, register, asked, held)
        print(
            f"{asked} {status}, {len(body)} bytes: {ratio:.0%} of the rate of a hello with the "
            f"same headers, {bare:.0%} of one without any"
        )
        assert ratio >= least


def whole(server: Server, asked: str, held: dict[str, str] | None = None):
    """Return status, headers and body of an answer."""
    connection = server.connect()
    connection.request("GET", asked, headers=held or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def compared(
    hello: Server, at_hello: str, register: Server, asked: str, headers: dict[str, str]
) -> float:
    """Return how many answers of the register cost what as many hellos do, as their quotient.

    Counted in seconds of processors: those stay the same while others use the machine, too.
    """
    ratios = []
    for _round in range(ROUNDS):
        plain = cost(hello, at_hello, {})
        ratios.append(plain / cost(register, asked, headers))
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
            assert set(tally.statuses) <= {200, 503}
            # What nobody waits for any more is not worked at: the site is well at once.
            assert register.get(address(), timeout=IN_TIME)[0] == 200


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
