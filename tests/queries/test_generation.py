import datetime as dt

import pytest

from cooperation.models import Generation
from cooperation.queries.generation import (
    BEGINNING,
    MOST_KEPT,
    Present,
    cached_by_generation,
    present_state,
)

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 1, 5, 5, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def write(*edges: dt.datetime) -> Generation:
    found, _created = Generation.objects.update_or_create(
        pk=1, defaults={"changed_at": AT, "edges": [edge.isoformat() for edge in edges]}
    )
    return found


def test_before_anything_was_published_there_is_a_state_too():
    midnight = dt.datetime(2026, 1, 5, 17, 0, tzinfo=dt.UTC)
    assert present_state(AT) == Present("/0/2026-01-05", AT, BEGINNING, midnight)


def test_the_state_is_named_by_token_passed_edges_and_day():
    row = write(AT + HOUR, AT + 2 * HOUR)
    keys = {
        AT: (f"{row.token}/0/2026-01-05", AT, AT + HOUR),
        AT + HOUR - dt.timedelta(microseconds=1): (f"{row.token}/0/2026-01-05", AT, AT + HOUR),
        AT + HOUR: (f"{row.token}/1/2026-01-05", AT + HOUR, AT + 2 * HOUR),
        AT + 3 * HOUR: (f"{row.token}/2/2026-01-05", AT + 2 * HOUR, AT + 12 * HOUR),
        AT + 12 * HOUR: (f"{row.token}/2/2026-01-06", AT + 2 * HOUR, AT + 36 * HOUR),
    }
    for moment, expected in keys.items():
        found = present_state(moment)
        assert (found.key, found.changed_at, found.until) == expected


def test_it_costs_one_query(django_assert_num_queries):
    write()
    with django_assert_num_queries(1):
        present_state(AT)


def test_what_is_kept_is_computed_once_for_each_key():
    calls = []

    def compute() -> int:
        calls.append(None)
        return len(calls)

    key = ("tests", "once")
    assert [
        cached_by_generation(key, compute),
        cached_by_generation(key, compute),
        cached_by_generation((*key, "other"), compute),
    ] == [1, 1, 2]


def test_only_so_much_is_kept_and_what_was_used_last_stays():
    third = "x" * (MOST_KEPT // 3 - 1_000)
    for number in range(3):
        cached_by_generation(("tests", number), lambda: [third + str(number)])  # noqa: B023
    assert cached_by_generation(("tests", 0), lambda: "anew") == [f"{third}0"]
    cached_by_generation(("tests", "one more"), lambda: [f"{third}3"])
    assert cached_by_generation(("tests", 0), lambda: "anew") == [f"{third}0"]
    assert cached_by_generation(("tests", 1), lambda: "anew") == "anew"


def test_what_is_more_than_may_be_kept_is_computed_each_time():
    whole = "x" * MOST_KEPT
    cached_by_generation(("tests", "small"), lambda: "small")
    assert cached_by_generation(("tests", "whole"), lambda: whole) == whole
    assert cached_by_generation(("tests", "small"), lambda: "anew") == "small"
    assert cached_by_generation(("tests", "whole"), lambda: "anew") == "anew"


def test_what_fails_is_not_kept():
    with pytest.raises(ZeroDivisionError):
        cached_by_generation(("tests", "fails"), lambda: 1 // 0)
    assert cached_by_generation(("tests", "fails"), lambda: "worked") == "worked"
