import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from cooperation.exchange import ical
from cooperation.queries.sources_read import SourcesRead
from cooperation.vocabulary.commitment import CommitmentStatus
from tests.exchange import rows_out
from tests.exchange.rows_out import AT, code, date, party

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")
TIMED = {"start_time": "09:00:00", "end_time": "12:30:00", "time_zone": "Asia/Phnom_Penh"}


def calendar(*events, left_out: int = 0) -> Calendar:
    written = ical.write_events(rows_out.outgoing(*events, left_out=left_out))
    return Calendar.from_ical(b"".join(written))


def only(found: Calendar):
    (event,) = found.events
    return event


def test_a_calendar_says_what_it_is_and_comes_back_as_written():
    found = calendar(rows_out.event())
    assert found.calendar_name == "Events – Register"
    assert (found["METHOD"], found["CALSCALE"]) == ("PUBLISH", "GREGORIAN")
    assert found["SOURCE"] == "https://register.example/events.ics"
    assert found["REFRESH-INTERVAL"].params == {"VALUE": "DURATION"}
    assert found["X-PUBLISHED-TTL"] == "PT12H"
    assert found.to_ical() == calendar(rows_out.event()).to_ical()


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("2026-01-22", dt.date(2026, 1, 22), dt.date(2026, 1, 23)),
        ("2025-05-05/2025-05-09", dt.date(2025, 5, 5), dt.date(2025, 5, 10)),
        ("2025-12-31", dt.date(2025, 12, 31), dt.date(2026, 1, 1)),
    ],
)
def test_whole_days_end_before_the_day_after_the_last(edtf, first, after):
    event = only(calendar(rows_out.event(date=date(edtf))))
    assert (event.start, event.end) == (first, after)
    assert b"DTSTART;VALUE=DATE:" in event.to_ical()


@pytest.mark.parametrize(
    ("edtf", "lasts"),
    [
        ("9999-12-31", "P1D"),
        ("9999-12-30/9999-12-31", "P2D"),
        ("0001-01-01/9999-12-31", "P3652059D"),
    ],
)
def test_after_the_last_day_that_there_is_no_day_follows(edtf, lasts):
    written = b"".join(ical.write_events(rows_out.outgoing(rows_out.event(date=date(edtf)))))
    first = edtf[:10].replace("-", "")
    assert f"DTSTART;VALUE=DATE:{first}\r\nDURATION:{lasts}\r\n".encode() in written
    assert b"DTEND" not in written
    assert only(calendar(rows_out.event(date=date("0001-01-01")))).end == dt.date(1, 1, 2)


def test_a_time_of_day_comes_with_its_zone():
    found = calendar(rows_out.event(**TIMED), rows_out.event(**TIMED))
    event = found.events[0]
    assert event.start == dt.datetime(2026, 1, 22, 9, 0, tzinfo=PHNOM_PENH)
    assert event.end == dt.datetime(2026, 1, 22, 12, 30, tzinfo=PHNOM_PENH)
    assert [zone.tz_name for zone in found.timezones] == ["Asia/Phnom_Penh"]


@pytest.mark.parametrize(
    "fields",
    [
        TIMED | {"date": date("2025-05-05/2025-05-09")},
        TIMED | {"time_zone": "Phnom Penh time"},
        TIMED | {"time_zone": "../etc"},
    ],
)
def test_times_that_no_calendar_can_hold_stand_in_words(fields):
    found = calendar(rows_out.event(**fields))
    assert not isinstance(only(found).start, dt.datetime)
    assert f"Time: 09:00–12:30 ({fields['time_zone']})" in only(found)["DESCRIPTION"]
    assert found.timezones == []


@pytest.mark.parametrize("edtf", ["2026-01-22", "2026-01-22/2026-01-23"])
def test_an_end_after_midnight_is_on_the_next_day(edtf):
    night = {"start_time": "22:00:00", "end_time": "01:30:00", "date": date(edtf)}
    event = only(calendar(rows_out.event(**TIMED | night)))
    assert event.start == dt.datetime(2026, 1, 22, 22, 0, tzinfo=PHNOM_PENH)
    assert event.end == dt.datetime(2026, 1, 23, 1, 30, tzinfo=PHNOM_PENH)


def test_an_end_at_the_beginning_tells_nothing():
    event = only(calendar(rows_out.event(**TIMED | {"end_time": "09:00:00"})))
    assert "DTEND" not in event


@pytest.mark.parametrize(
    ("zone", "name"),
    [("Asia/Phnom Penh", "Asia/Phnom_Penh"), ("UTC+7", "Etc/GMT-7")],
)
def test_a_zone_of_another_spelling_is_no_whole_day(zone, name):
    found = calendar(rows_out.event(**TIMED | {"time_zone": zone}))
    assert only(found).start == dt.datetime(2026, 1, 22, 9, 0, tzinfo=ZoneInfo(name))
    assert [found_zone.tz_name for found_zone in found.timezones] == [name]


def test_an_event_keeps_its_id_and_says_when_it_was_published():
    event = only(calendar(rows_out.event(status=code("CANCELLED") | {"code": "CANCELLED"})))
    assert event["UID"] == "0f6c9a52-7c86-4d58-a7c8-f8efc5b21b57"
    assert (event.stamp, event.last_modified) == (AT, AT)
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert event["URL"] == "https://register.example/events/forum/"


def test_people_are_named_and_nobody_is_invited():
    participants = [
        party("Organiser", organisation="A ministry"),
        party(
            "Speaker", person="Chan Dara", post="Director", organisation="A ministry", behalf="Sok"
        ),
        party("Organiser", organisation="A union"),
    ]
    places = [code("Phnom Penh")]
    found = calendar(
        rows_out.event(
            title="Wages; hours, rest",
            summary="Line one",
            venue="Hall 3",
            places=places,
            themes=[code("Skills, all"), code("Wages")],
            participants=participants,
        )
    )
    event = only(found)
    assert event["SUMMARY"] == "Wages; hours, rest"
    assert event["DESCRIPTION"].splitlines() == [
        "Line one",
        "Organiser: A ministry; A union",
        "Speaker: Chan Dara, Director (A ministry), on behalf of Sok",
        "Source: A report",
    ]
    assert event["CONTACT"] == "A ministry; A union"
    assert event["LOCATION"] == "Hall 3, Phnom Penh"
    assert event.categories == ["Forum", "Skills, all", "Wages"]
    assert {"ATTENDEE", "ORGANIZER", "VALARM"} & {*event, *(sub.name for sub in found.walk())} == (
        set()
    )
    assert b"mailto" not in found.to_ical().lower()


def test_what_is_left_out_is_said():
    assert "X-COMMENT" not in calendar(rows_out.event())
    one, many = calendar(left_out=1), calendar(left_out=2)
    assert one["X-COMMENT"] == "1 event is left out: its source does not state the day."
    assert many.description.startswith("2 events are left out")
    assert many.events == []


def test_lines_are_folded_between_letters_of_khmer():
    title = "កិច្ចប្រជុំត្រីភាគីស្តីពីអាទិភាពនៃផែនការការងារឆ្នាំ២០២៦-២០២៧"
    written = b"".join(ical.write_events(rows_out.outgoing(rows_out.event(title=title))))
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in written.split(b"\r\n")[:-1])
    assert only(Calendar.from_ical(written))["SUMMARY"] == title


def due(**fields):
    row = rows_out.commitment(**fields)
    read = SourcesRead(5, "2026-01")
    outgoing = rows_out.outgoing(row, name="commitments", left_out=3, read=read)
    written = ical.write_commitments(outgoing)
    return Calendar.from_ical(b"".join(written))


def test_a_commitment_stands_on_the_last_day_for_it():
    found = due(by=[{"person": None, "organisation": {"name": "A ministry"}}])
    event = only(found)
    assert (event.start, event.end) == (dt.date(2026, 3, 31), dt.date(2026, 4, 1))
    assert event["SUMMARY"] == "Open five job centres"
    assert event["DESCRIPTION"].splitlines() == [
        "Expected March 2026.",
        "Made by: A ministry",
        "Source: A report",
    ]
    assert "STATUS" not in event
    assert found["X-COMMENT"].startswith("3 commitments are left out")


@pytest.mark.parametrize("standing", ["date_passed", "past_due"])
def test_no_calendar_alarms_once_the_date_has_passed(standing):
    row = {"standing": {"code": standing, "name": ""}, "looked_for_on": "2026-05-03"}
    event = only(due(**row))
    assert event["SUMMARY"] == "Open five job centres"
    assert event.subcomponents == []
    assert (
        event["DESCRIPTION"].splitlines()[0]
        == {
            "date_passed": "Expected March 2026. No later report in the 5 sources read; newest of "
            "known date: January 2026.",
            "past_due": "Past due: March 2026. Searched for later word on 3 May 2026: none came to "
            "light.",
        }[standing]
    )


def test_a_commitment_says_whose_words_it_is_in_and_whose_title_it_has():
    event = only(due(text="To open five job centres.", title_supplied=True))
    assert event["DESCRIPTION"].splitlines() == [
        "To open five job centres.",
        "The title is ours: the source gives none.",
        "Expected March 2026.",
        "Our summary of A report",
    ]


def test_a_superseded_commitment_is_due_no_more():
    status = {"code": CommitmentStatus.SUPERSEDED.value, "name": "Superseded"}
    event = only(due(status=status, standing=status))
    assert event["STATUS"] == "CANCELLED"
    assert event["DESCRIPTION"].splitlines()[0] == "Superseded. Expected March 2026."
