import re
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from django.conf import settings
from django.http import HttpResponse

from cooperation.web import gate, turns
from cooperation.web.gate import Gate


def test_as_many_are_in_as_there_are_places_and_the_first_to_come_is_the_next():
    door, order, waiting = Gate(1), [], []

    def come(number):
        with door:
            order.append(number)

    with door:
        for number in range(4):
            waiting.append(Thread(target=come, args=(number,)))
            waiting[-1].start()
            while len(door._waiting) <= number:
                sleep(0)
        assert order == []
    with door:
        order.append("late")
    for thread in waiting:
        thread.join()
    assert order == [0, 1, 2, 3, "late"]


def test_a_place_is_free_again_after_an_error():
    door = Gate(1)
    for _number in range(3):
        with pytest.raises(OSError), door:
            raise OSError
    with door:
        assert door._free == 0
    assert door._free == 1


@pytest.mark.parametrize(("method", "free"), [("GET", 1), ("HEAD", 1), ("OPTIONS", 1), ("POST", 2)])
def test_what_is_sent_to_us_waits_outside(rf, method, free):
    seen = gate.pass_in_turn(lambda _request: gate.working._free)
    assert seen(rf.generic(method, "/")) == free
    assert gate.working._free == 2


def test_too_many_slow_senders_are_refused_and_readers_are_not(rf):
    def nested(request):
        depth.append(request.method)
        sent = passed(rf.post("/"))
        return sent if sent.status_code == 503 else HttpResponse()

    depth: list[str] = []
    passed = gate.pass_in_turn(nested)
    refused = passed(rf.post("/"))
    assert depth == ["POST"] * gate.MOST_SENT
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "send yours again" in refused.content.decode()
    read = gate.pass_in_turn(lambda _request: HttpResponse())
    assert [read(rf.post("/")).status_code for _number in range(gate.MOST_SENT + 1)] == [200] * 9


def test_the_server_has_threads_for_all_that_may_be_slow_and_for_what_is_worked_at():
    makefile = Path(settings.BASE_DIR, "Makefile").read_text()
    threads = gate.MOST_SENT + turns.MOST_OPEN + gate.AT_A_TIME
    assert re.findall(r"--blocking-threads (\d+)", makefile) == [str(threads)]
