import datetime as dt
from decimal import Decimal

import pytest

from cooperation.models import Citation, Figure, Participation, PlanItem
from cooperation.models.derived import DerivedMixin
from cooperation.publishing.revisions import last_revision, take_snapshot
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def term(scheme: str, code: str):
    return factories.make_term(scheme=scheme, code=code)


def test_a_snapshot_names_others_by_their_permanent_ids():
    place, post = factories.make_place(), factories.make_post()
    person, source = factories.make_person(), factories.make_source()
    speaker = term(SchemeCode.EVENT_ROLE, "speaker")
    row = Participation(person=person, role=speaker)
    figure = Figure(measure=term(SchemeCode.MEASURE, "people"), value=Decimal("2.50"))
    cited = Citation(source=source, part=row.pk, locator="5-7")
    series = factories.make_event()
    event = factories.make_event(
        title="A forum",
        parent=series,
        places=[place],
        start_time=dt.time(9, 30),
        time_zone="Asia/Phnom_Penh",
        parts=[Row(row, {"posts": [post]}), figure, cited],
        source=source,
    )
    found = take_snapshot(event)
    assert found["fields"]["parent"] == str(series.uid)
    assert found["fields"]["kind"] == str(event.kind.uid)
    assert found["fields"]["start_time"] == "09:30:00"
    assert found["links"] == {"places": [str(place.uid)]}
    (participation,) = found["parts"]["participation"]
    assert participation["id"] == str(row.pk)
    assert participation["fields"]["person"] == str(person.uid)
    assert participation["fields"]["role"] == str(speaker.uid)
    assert participation["links"] == {"posts": [str(post.uid)]}
    assert found["parts"]["figure"][0]["fields"]["value"] == "2.5"
    citations = {part["fields"]["part"] for part in found["parts"]["citation"]}
    assert citations == {None, str(row.pk)}


def test_a_snapshot_holds_every_column_but_what_follows_from_another():
    event = factories.make_event()
    left_out = {"id", "created_at", "updated_at"}
    expected = {
        field.name
        for field in event._meta.fields
        if field.name not in left_out and not isinstance(field, DerivedMixin)
    }
    assert set(take_snapshot(event)["fields"]) == expected


def test_a_part_under_another_names_it_by_its_id():
    kind = term(SchemeCode.PLAN_ITEM_KIND, "pillar")
    first = PlanItem(kind=kind, text_en="First")
    second = PlanItem(kind=kind, text_en="Second", parent=first)
    programme = factories.make_programme(parts=[first, second])
    parents = [part["fields"]["parent"] for part in take_snapshot(programme)["parts"]["planitem"]]
    assert parents == [None, str(first.pk)]


def test_the_last_revision_is_the_newest():
    event = factories.make_event()
    assert last_revision(event.uid).action == "publish"
    assert last_revision(factories.make_event(published=False).uid).action == "save"
