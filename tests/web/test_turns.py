import pytest

from cooperation.web import turns


def test_one_long_answer_at_a_time():
    first = turns.taken(lambda: [b"a", b"b"])
    assert first is not None
    assert turns.taken(lambda: [b"c"]) is None
    assert list(first) == [b"a", b"b"]
    first.close()
    first.close()
    second = turns.taken(lambda: [b"c"])
    assert second is not None
    second.close()


def test_an_answer_that_fails_at_its_beginning_holds_no_turn():
    def fail() -> list[bytes]:
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="full"):
        turns.taken(fail)
    after = turns.taken(list)
    assert after is not None
    after.close()
