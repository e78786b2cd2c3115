import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import Event
from cooperation.models.uncertain import overlaps_days
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

DATES = {
    "a-day": "2026-03-05",
    "a-month": "2026-03",
    "a-year": "2026",
    "about": "2026~",
    "a-period": "2024/2028",
    "running": "2019/..",
    "until": "../2021",
    "end-unknown": "2021-09/",
    "start-unknown": "/2021",
    "a-decade": "201X",
    "yearless": "XXXX-11-20",
    "undated": "",
}


@pytest.fixture
def events() -> None:
    made = factories.make_event(slug="undated")
    rows = []
    for slug, date in DATES.items():
        if date:
            rows.append(Event(slug=slug, title_en=slug, kind=made.kind, date=date))
    Event.objects.bulk_create(rows)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (
            "2026-03-05",
            "2026-03-05",
            "a-day a-month a-year about a-period running end-unknown yearless",
        ),
        ("2026-03-06", "2026-03-31", "a-month a-year about a-period running end-unknown yearless"),
        ("2024-01-01", "2024-01-01", "a-period running end-unknown yearless"),
        ("2028-12-31", "2028-12-31", "a-period running end-unknown yearless"),
        ("2029-01-01", "2029-01-01", "running end-unknown yearless"),
        ("2019-01-01", "2019-12-31", "running until start-unknown a-decade yearless"),
        ("2018-12-31", "2018-12-31", "until start-unknown a-decade yearless"),
        ("2009-12-31", "2009-12-31", "until start-unknown yearless"),
        ("2029-01-01", None, "running end-unknown yearless"),
        (None, "2009-12-31", "until start-unknown yearless"),
        (None, None, " ".join(slug for slug in DATES if slug != "undated")),
    ],
)
def test_a_date_overlaps_the_days_that_it_may_mean(events, start, end, found):
    rows = Event.objects.filter(overlaps_days("date", day(start), day(end)))
    assert sorted(rows.values_list("slug", flat=True)) == sorted(found.split())


def test_a_form_is_told_how_to_write_a_date():
    event = factories.make_event()
    event.date = "next March"
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    (message,) = refusal.value.message_dict["date"]
    assert message.startswith("“next March” is not a date that the register understands.")
    assert "2024/2028" in message


def test_cleaning_gives_the_stored_form():
    event = factories.make_event()
    event.date = " ២០២៦-០៣ "
    event.full_clean()
    assert event.date == "2026-03"


def test_the_words_of_the_source_stand_beside_an_empty_date():
    event = factories.make_event(date_as_stated="on Tuesday")
    event.refresh_from_db()
    found = (event.date, event.date_earliest, event.date_latest, event.date_as_stated)
    assert found == ("", None, None, "on Tuesday")
