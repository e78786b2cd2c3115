import datetime as dt

import pytest
from django.core.cache import cache
from django.db import OperationalError

from cooperation.web import rates
from cooperation.web.database import is_away

AT = dt.datetime(2026, 1, 5, 9, 0, 20, tzinfo=dt.UTC)
TRY = rates.Rate("try", most=2, seconds=60)


def tries(key: str, count: int, at: dt.datetime = AT) -> list[int]:
    return [rates.seconds_to_wait(TRY, key, at=at) for _ in range(count)]


def test_so_many_are_within_a_stretch_and_the_next_waits_for_its_end():
    assert tries("one", 4) == [0, 0, 40, 40]
    assert tries("other", 1) == [0]
    assert tries("one", 1, AT + dt.timedelta(seconds=39)) == [1]
    assert tries("one", 1, AT + dt.timedelta(seconds=40)) == [0]


def test_what_is_taken_back_may_be_done_again():
    assert tries("one", 2) == [0, 0]
    rates.take_back(TRY, "one", at=AT)
    assert tries("one", 2) == [0, 40]
    rates.take_back(TRY, "nobody", at=AT)


def test_a_rate_counts_apart_from_others_of_the_same_key():
    assert tries("one", 3)[-1]
    assert rates.seconds_to_wait(rates.Rate("other", most=1, seconds=60), "one", at=AT) == 0


def test_nobody_gets_by_because_nothing_can_be_counted(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *given: False)
    with pytest.raises(OperationalError) as caught:
        rates.seconds_to_wait(TRY, "one", at=AT)
    assert is_away(caught.value)


def test_a_network_of_ipv6_is_one_place():
    assert (
        rates.place_of_address("2001:db8::1")
        == rates.place_of_address("2001:db8::2")
        == "2001:db8::/64"
    )
    assert rates.place_of_address("::ffff:192.0.2.1") == "192.0.2.1"
    assert rates.place_of_address("") == ""
