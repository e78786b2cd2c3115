import datetime as dt
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Citation, Event, OtherName, Participation
from cooperation.models.base import (
    FIRST,
    LAST,
    has_a_day_everywhere,
    is_public,
    part_models,
    record_models,
)
from cooperation.rules import dates
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import State
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

AT = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)
BEFORE, AFTER = AT - dt.timedelta(minutes=1), AT + dt.timedelta(minutes=1)
MOMENTS = {"empty": None, "past": BEFORE, "now": AT, "ahead": AFTER}


@pytest.mark.parametrize(
    ("state", "go_live", "expire"), list(product(State.values, MOMENTS, MOMENTS))
)
def test_the_public_sees_what_is_published_and_within_its_window(state, go_live, expire):
    go_live_at, expire_at = MOMENTS[go_live], MOMENTS[expire]
    if go_live_at and expire_at and expire_at <= go_live_at:
        # The database refuses such a window: the expiry stands alone here.
        go_live_at = None
        go_live = "empty"
    event = factories.make_event(published=False)
    Event.objects.filter(pk=event.pk).update(
        state=state, go_live_at=go_live_at, expire_at=expire_at
    )
    event.refresh_from_db()
    visible = (
        state == State.PUBLISHED
        and go_live in ("empty", "past", "now")
        and expire in ("empty", "ahead")
    )
    assert Event.objects.published(at=AT).exists() is visible
    assert event.is_public(AT) is visible
    name = OtherName.objects.create(event=event, name="A name")
    linked = OtherName.objects.filter(is_public("event__", at=AT))
    assert list(linked) == ([name] if visible else [])


def test_without_a_moment_the_clock_of_the_database_decides():
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    rows = {
        "live": {},
        "went-live": {"go_live_at": now - hour, "expire_at": now + hour},
        "scheduled": {"go_live_at": now + hour},
        "expired": {"expire_at": now - hour},
    }
    for slug, window in rows.items():
        event = factories.make_event(slug=slug)
        Event.objects.filter(pk=event.pk).update(**window)
    slugs = Event.objects.published().values_list("slug", flat=True)
    assert sorted(slugs) == ["live", "went-live"]


def test_a_record_is_known_by_its_name_and_slug():
    event = factories.make_event(title="A forum", slug="a-forum")
    assert (str(event), event.natural_key()) == ("A forum", ("a-forum",))
    assert Event.objects.get_by_natural_key("a-forum") == event
    assert event.get_absolute_url() == reverse("event-detail", args=["a-forum"])


def test_every_part_of_a_kind_of_record_is_found_by_its_key():
    assert {model.__name__ for model in record_models()} == {
        "Programme",
        "Event",
        "Organisation",
        "Post",
        "Person",
        "Statement",
        "Commitment",
        "Source",
    }
    assert {(model.__name__, key) for model, key in part_models(Event)} == {
        ("Participation", "event"),
        ("EventLink", "event"),
        ("Item", "event"),
        ("Figure", "event"),
        ("RecordTerm", "event"),
        ("Picture", "event"),
        ("Document", "event"),
        ("OtherName", "event"),
        ("Citation", "event"),
    }


def test_a_deleted_root_takes_its_parts_along():
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    row = Participation(person=factories.make_person(), role=role)
    event = factories.make_event(parts=[row, OtherName(name="A name")])
    event.delete()
    left = (
        Participation.objects.count(),
        OtherName.objects.count(),
        Citation.objects.filter(person__isnull=True).count(),
    )
    assert left == (0, 0, 0)


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(1, 1, 1, tzinfo=dates.PHNOM_PENH),
        dt.datetime(1, 1, 1, 23, 59, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 31, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.timezone(-dt.timedelta(hours=12))),
    ],
)
def test_a_moment_beyond_the_years_of_some_zone_is_refused(name, moment):
    event = Event(title_en="x", **{name: moment})
    with pytest.raises(ValidationError) as refusal:
        event.clean_fields()
    assert "Choose a moment" in str(refusal.value.message_dict[name])


def test_a_moment_near_the_edge_has_its_day_in_every_zone():
    for moment in (FIRST, LAST):
        has_a_day_everywhere(moment)
        for zone in sorted(available_timezones()):
            moment.astimezone(ZoneInfo(zone))
