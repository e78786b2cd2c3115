import re
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.conf import settings

from cooperation.web import answers, concurrency, streaming
from cooperation.web.concurrency import Gate


def test_as_many_are_in_as_there_are_places_and_the_first_to_come_is_the_next():
    door, order, waiting = Gate(1, most_waiting=0), [], []

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
    door = Gate(1, most_waiting=0)
    for _number in range(3):
        with pytest.raises(OSError), door:
            raise OSError
    with door:
        assert door._free == 0
    assert door._free == 1


def test_who_has_waited_until_the_moment_goes_and_leaves_no_place_behind():
    door = Gate(1, most_waiting=1)
    with door:
        assert door.enter(monotonic() + 0.01) is False
        assert (len(door._waiting), door._counted) == (0, 0)
    assert door.enter(monotonic()) is True
    door.leave()
    assert door._free == 1


def test_more_than_may_wait_are_turned_away_at_once():
    door, arrived = Gate(1, most_waiting=1), []
    far = monotonic() + 60
    with door:
        waiting = Thread(target=lambda: arrived.append(door.enter(far)))
        waiting.start()
        while not door._counted:
            sleep(0)
        assert door.enter(far) is False
        assert door.wait_for(Event(), far) is False
    waiting.join()
    assert arrived == [True]


def test_a_long_answer_waits_for_its_turn_and_takes_nobodys_place_in_the_queue():
    door, order = Gate(1, most_waiting=1), []

    def come():
        with door:
            order.append("long")

    with door:
        long = Thread(target=come)
        long.start()
        while not door._waiting:
            sleep(0)
        short = Thread(target=lambda: order.append(door.enter(monotonic() + 60)))
        short.start()
        while not door._counted:
            sleep(0)
    long.join()
    short.join()
    assert order == ["long", True]


def test_what_another_makes_is_waited_for_until_the_moment():
    door, made = Gate(1, most_waiting=1), Event()
    assert door.wait_for(made, monotonic() + 0.01) is False
    made.set()
    assert door.wait_for(made, monotonic()) is True
    assert door._counted == 0


def test_the_server_has_threads_for_all_that_may_be_slow_and_for_what_is_worked_at():
    makefile = Path(settings.BASE_DIR, "Makefile").read_text()
    threads = answers.MOST_SENT + streaming.MOST_OPEN + concurrency.AT_A_TIME
    threads += concurrency.MOST_WAITING + answers.THREADS_TO_SPARE
    assert re.findall(r"--blocking-threads (\d+)", makefile) == [str(threads)]
