"""A time zone is one that calendars know, by whatever door it comes."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import Event
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from tests import factories
from tests.exchange import tabling
from tests.factories import AT

pytestmark = pytest.mark.django_db

MESSAGE = "“Asia/Phnom Penh” is no name of a time zone. Did you mean Asia/Phnom_Penh?"


def test_no_event_is_saved_with_another():
    event = factories.make_event(published=False)
    event.start_time, event.time_zone = dt.time(9), "Asia/Phnom Penh"
    with pytest.raises(ValidationError) as refused:
        workflow.save(Row(event), by=None, at=AT)
    assert refused.value.message_dict == {"time_zone": [MESSAGE]}
    event.time_zone = "Asia/Phnom_Penh"
    workflow.save(Row(event), by=None, at=AT)
    assert Event.objects.get().time_zone == "Asia/Phnom_Penh"


def test_no_table_brings_another():
    factories.make_event(slug="a-forum", published=False)
    row = ["a-forum", "09:00", "Asia/Phnom Penh"]
    batch = tabling.bring("events", ["slug", "start_time", "time_zone"], row)
    assert tabling.faults(batch) == [(2, "time_zone", MESSAGE)]


def test_one_that_stands_since_before_holds_up_no_other_change():
    event = factories.make_event(published=False)
    Event.objects.update(start_time=dt.time(9), time_zone="Asia/Phnom Penh")
    event.refresh_from_db()
    event.title_en = "Another title"
    workflow.save(Row(event), by=None, at=AT)
    assert Event.objects.get().title_en == "Another title"
