from threading import Thread

import pytest

from cooperation.web import streaming


def test_so_many_long_answers_are_open_and_no_more():
    many = [streaming.open_stream([b"a", b"b"]) for _number in range(streaming.MOST_OPEN)]
    assert streaming.open_stream([b"c"]) is None
    assert [list(long) for long in many if long] == [[b"a", b"b"]] * streaming.MOST_OPEN
    many[0].close()
    many[0].close()
    again = streaming.open_stream([b"c"])
    assert again is not None
    assert streaming.open_stream([b"d"]) is None
    for long in (*many, again):
        long.close()


@pytest.mark.django_db
def test_one_piece_is_worked_out_at_a_time_and_a_slow_reader_delays_nobody():
    log = []

    def pieces(name):
        for number in range(3):
            log.append(f"{name} {number}")
            yield number

    slow = streaming.by_turns(pieces("slow"))
    assert next(slow) == 0
    with streaming._turn:
        quick = Thread(target=lambda: log.append(list(streaming.by_turns(pieces("quick")))))
        quick.start()
        quick.join(0.2)
        assert log == ["slow 0"]
    quick.join()
    assert log == ["slow 0", "quick 0", "quick 1", "quick 2", [0, 1, 2]]
    assert list(slow) == [1, 2]


@pytest.mark.django_db
def test_a_piece_that_fails_leaves_the_turn_to_the_next():
    def broken():
        yield 1
        raise OSError("The disk is full.")

    pieces = streaming.by_turns(broken())
    assert next(pieces) == 1
    with pytest.raises(OSError, match="full"):
        next(pieces)
    assert list(streaming.by_turns([2])) == [2]
