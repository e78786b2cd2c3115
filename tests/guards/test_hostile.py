"""28,000 hostile requests to every public address: none fails, and none takes long.

A twentieth of them is asked here, all of them with FULL=1; -s prints the log of it.
"""

import logging
import os
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv4Address

import pytest

from tests.guards import rows
from tests.guards.hiding import renew
from tests.guards.hostile import Asked, Hostile, places
from tests.guards.rows import OPEN, PUBLIC
from tests.web.asking import ask, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.past_publishing]

NUMBER = 28_000
STEP = 1 if os.environ.get("FULL") == "1" else 20
# Each may be asked in a process of its own.
PARTS = 4
# Of the processor: the machine may be busy with something else.
MOST_SECONDS = 2.0
TOLD_SLOWEST = 15


@pytest.fixture(scope="module")
def hostile(shared) -> Hostile:
    rows.write_lists()
    first = rows.write_roots(OPEN, PUBLIC)
    rows.write_roots(OPEN, PUBLIC, first)
    rows.write_versions()
    renew()
    found = Hostile(places(first))
    site = wrapped()
    for path in {place.path for place in (*found.of_api, *found.others)}:
        # Templates and routes are read once, and the first to ask would pay for them.
        ask(site, path)
    return found


@pytest.fixture
def silence() -> Iterator[None]:
    # A line for each request and each refusal would be most of what is done here.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_fails_and_none_takes_long(hostile, silence, part):
    site = wrapped()
    statuses: Counter[tuple[str, int]] = Counter()
    failed: list[str] = []
    taken: list[tuple[float, str]] = []
    for number in range(part * STEP, NUMBER, PARTS * STEP):
        asked = hostile.request(number)
        began = time.process_time()
        status, refusal = answered(site, asked, number)
        taken.append((time.process_time() - began, str(asked)))
        statuses[asked.shape, status] += 1
        if refusal:
            failed.append(f"{number}: {refusal} {asked}")
    taken.sort(reverse=True)
    tell(statuses, taken, failed)
    assert failed == []
    assert [one for one in taken if one[0] > MOST_SECONDS] == []
    assert statuses.total() == NUMBER // STEP // PARTS
    # They reach what they are meant for: answers and refusals of each shape.
    assert {shape for shape, status in statuses if status == 200} >= {"pair", "one value"}
    assert {shape for shape, _status in statuses} == set(SHAPES)


SHAPES = (
    *("one value", "pair", "pair, one hostile", "control characters", "dates at the edge"),
    *("repeated", "all at once", "raw", "cursor", "name", "odd path", "odd method", "odd header"),
)


def answered(site, asked: Asked, number: int) -> tuple[int, str]:
    """Return the status of an answer, and what is wrong with it, "" if nothing is."""
    # Each comes from somewhere else: what one client may ask in a minute is tested elsewhere.
    environ = {"REMOTE_ADDR": str(IPv4Address(0x0A000000 + number))} | asked.environ
    path = {"PATH_INFO": asked.path, "QUERY_STRING": asked.query}
    try:
        given = ask(site, "/", asked.method, **path, **environ)
    except Exception:
        return 599, traceback.format_exc(limit=-3)
    is_intended = given.status == 503 and "Retry-After" in given.headers
    return given.status, str(given.status) if given.status >= 500 and not is_intended else ""


def tell(statuses, taken, failed) -> None:
    by_status: Counter[int] = Counter()
    for (_shape, status), count in statuses.items():
        by_status[status] += count
    print(f"\n{statuses.total()} requests, by status: {dict(sorted(by_status.items()))}")
    for shape in SHAPES:
        found = {status: n for (one, status), n in sorted(statuses.items()) if one == shape}
        print(f"  {shape}: {found}")
    print(f"processor: {sum(seconds for seconds, _asked in taken):.0f} s in all; the longest:")
    for seconds, asked in taken[:TOLD_SLOWEST]:
        print(f"  {seconds:.3f} s  {asked}")
    print(f"failed: {len(failed)}", *failed[:40], sep="\n  ")
