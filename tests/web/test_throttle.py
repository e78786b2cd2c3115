import pytest

from cooperation.web import throttle
from cooperation.web.throttle import Throttle


def test_no_period_holds_more_than_the_rate():
    calls = Throttle("6/min")
    allowed = [second for second in range(600) if calls.is_within("a", second)]
    assert max(sum(start <= second < start + 60 for second in allowed) for start in range(600)) == 6
    assert len(allowed) == 60


def test_addresses_count_apart():
    calls = Throttle("1/s")
    assert [calls.is_within(address, 0) for address in "aabb"] == [True, False, True, False]


@pytest.mark.parametrize(("rate", "seconds"), [("2/s", 1), ("2/min", 60), ("2/hour", 3600)])
def test_it_tells_when_the_next_call_is_allowed(rate, seconds):
    calls = Throttle(rate)
    assert calls.seconds_to_wait("a", 0) == 0
    assert [calls.is_within("a", 0) for _number in range(3)] == [True, True, False]
    wait = calls.seconds_to_wait("a", 0)
    assert seconds <= wait <= seconds * 62 / 60
    assert not calls.is_within("a", seconds / 2)
    assert calls.is_within("a", wait)


def test_it_forgets_the_address_that_called_least_recently(monkeypatch):
    monkeypatch.setattr(throttle, "MOST_ADDRESSES", 2)
    calls = Throttle("1/s")
    for address in "abac":
        calls.is_within(address, 0)
    assert sorted(calls._calls) == sorted(calls._counts) == ["a", "c"]
