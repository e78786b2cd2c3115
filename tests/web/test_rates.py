import datetime as dt

from cooperation.web import rates

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


def tries(key: str, count: int, at: dt.datetime = AT) -> list[bool]:
    return [rates.is_within("try", key, most=2, seconds=60, at=at) for _ in range(count)]


def test_so_many_are_within_a_stretch_and_no_more():
    assert tries("one", 3) == [True, True, False]
    assert tries("other", 1) == [True]
    assert tries("one", 1, AT + dt.timedelta(seconds=60)) == [True]


def test_a_network_of_ipv6_is_one_place():
    assert rates.place("2001:db8::1") == rates.place("2001:db8::2") == "2001:db8::/64"
    assert rates.place("::ffff:192.0.2.1") == "192.0.2.1"
    assert rates.place("") == ""
