import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.models import Event
from cooperation.queries.resources import EVENT_LIST
from cooperation.vocabulary.term import SchemeCode
from cooperation.web import paging
from cooperation.web.paging import Cursor, page_of, parse_cursor
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

ORDERS = EVENT_LIST.orders
DATES = ["", "2025", "2026-03", "2026-03-01", "XXXX-11-20", "../2021"]
MOMENTS = [dt.datetime(2026, 1, day, 12, 0, 0, 5 * day, tzinfo=dt.UTC) for day in (1, 2)]
ROW = st.tuples(
    st.sampled_from(DATES), st.sampled_from(["Alpha", "beta", "ក"]), st.sampled_from(MOMENTS)
)


def make(rows: list[tuple[str, str, dt.datetime]]) -> None:
    Event.objects.all().delete()
    kind = factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
    made = Event.objects.bulk_create(
        Event(slug=f"event-{number}", title_en=title, date=date, kind=kind)
        for number, (date, title, _moment) in enumerate(rows)
    )
    for event, (_date, _title, moment) in zip(made, rows, strict=True):
        Event.objects.filter(pk=event.pk).update(updated_at=moment)


def in_order(ordering: str) -> list[int]:
    """The whole list, put in order by Python: ties by id, rows without a value last."""
    order = ORDERS[ordering]
    rows = list(Event.objects.order_by("pk").values_list("pk", order.column))
    rows.sort(key=lambda row: row[0], reverse=order.descending)
    filled = [row for row in rows if row[1] is not None]
    filled.sort(key=lambda row: row[1], reverse=order.descending)
    return [pk for pk, _value in (*filled, *(row for row in rows if row[1] is None))]


def page(ordering: str, limit: int, cursor: Cursor | None) -> paging.Page:
    sent = parse_cursor(str(cursor), ordering) if cursor else None
    return page_of(Event.objects.all(), ordering, ORDERS[ordering], limit, sent)


@settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ROW, max_size=9), st.sampled_from(sorted(ORDERS)), st.integers(1, 4))
def test_the_pages_are_the_list_in_both_directions(rows, ordering, limit):
    make(rows)
    forwards = [page(ordering, limit, None)]
    while forwards[-1].next:
        forwards.append(page(ordering, limit, forwards[-1].next))
    assert [pk for found in forwards for pk in found.pks] == in_order(ordering)
    assert all(len(found.pks) == limit for found in forwards[:-1])
    backwards = [forwards[-1]]
    while backwards[-1].previous:
        backwards.append(page(ordering, limit, backwards[-1].previous))
    assert [found.pks for found in reversed(backwards)] == [found.pks for found in forwards]
    assert all(found.next for found in backwards[1:])


@pytest.mark.parametrize("ordering", sorted(ORDERS))
def test_a_page_back_leads_forward_again(ordering):
    make([(date, "Alpha", MOMENTS[0]) for date in (*DATES, *DATES)])
    first = page(ordering, 5, None)
    second = page(ordering, 5, first.next)
    back = page(ordering, 5, second.previous)
    assert (back.pks, back.previous) == (first.pks, None)
    assert page(ordering, 5, back.next).pks == second.pks


def test_a_row_that_is_new_or_gone_shifts_no_page():
    make([(f"2026-03-0{day}", "Alpha", MOMENTS[0]) for day in range(1, 7)])
    first = page("date", 2, None)
    kept = in_order("date")
    Event.objects.filter(pk=kept[1]).delete()
    Event.objects.create(slug="new", title_en="New", kind=Event.objects.first().kind, date="2020")
    assert page("date", 2, first.next).pks == kept[2:4]


def test_an_empty_list_leads_nowhere():
    assert page("-date", 5, None) == paging.Page([], None, None)


def test_a_place_after_the_last_row_is_an_empty_page():
    make([("2026", "Alpha", MOMENTS[0])])
    beyond = Cursor("-date", False, None, -1)
    assert page("-date", 5, beyond) == paging.Page([], None, None)


def encoded(value: Any) -> str:
    plain = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "????",
        "é",
        "AAAA",
        encoded(b"\xff\xfe"),
        encoded(b"[" * 50_000),
        encoded(b"1" * 5_000),
        encoded({}),
        encoded([]),
        encoded(["title", False, "A", "1"]),
        encoded(["title", 0, "A", 1]),
        encoded(["title", False, 5, 1]),
        encoded(["title", False, ["A"], 1]),
        encoded(["title", False, "A", 1.5]),
        encoded(["title", False, "A", 2**63]),
        encoded(["title", False, "A", -(10**30)]),
        encoded(["title", False, "A", None]),
        encoded(["title", False, "A", 1, 2]),
        encoded(["title", False, "nul\0", 1]),
        encoded(["title", False, "\ud800", 1]),
    ],
)
def test_what_was_never_handed_out_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        parse_cursor(text, "title")
    expected = "This is no place in the list. Follow the addresses that the list gives."
    assert refusal.value.messages == [expected]


def test_a_place_in_another_order_is_refused():
    with pytest.raises(ValidationError) as refusal:
        parse_cursor(str(Cursor("title", False, "A", 1)), "-date")
    expected = "This place belongs to another order. Begin at the first page."
    assert refusal.value.messages == [expected]


@pytest.mark.parametrize(
    ("ordering", "value"),
    [
        ("-date", "yesterday"),
        ("date", "2026-02-30"),
        ("title", None),
        ("-updated_at", None),
        ("-updated_at", "2026-01-01"),
        ("-updated_at", "2026-01-01T00:00:00"),
        ("-updated_at", "0001-01-01T00:00:00+14:00"),
        ("-updated_at", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_a_value_that_does_not_fit_the_order_is_refused(ordering, value):
    with pytest.raises(ValidationError):
        page(ordering, 5, Cursor(ordering, False, value, 1))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.text(max_size=60) | st.binary(max_size=60).map(encoded))
def test_any_text_is_a_place_or_refused(text):
    try:
        found = parse_cursor(text, "title")
    except ValidationError:
        return
    assert parse_cursor(str(found), "title") == found
