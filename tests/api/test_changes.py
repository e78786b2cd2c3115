import datetime as dt

import pytest
from django.utils import timezone

from cooperation.models import Participation
from cooperation.publishing import drafts, merging, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.api.test_base import differences
from tests.api.test_schema import errors
from tests.publishing.merges import proposed

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"
NOW = timezone.now()
DAY = dt.timedelta(days=1)


@pytest.fixture
def records() -> dict:
    """Make records that were published, withdrawn, deleted and expired, or never public."""
    source = factories.make_source(slug="source")
    made = {
        name: factories.make_event(slug=name, title=name.capitalize(), source=source)
        for name in ("live", "withdrawn", "deleted")
    }
    workflow.withdraw(made["withdrawn"], by=None, at=NOW - 3 * DAY)
    made["gone"] = made["deleted"].uid
    workflow.delete(made["deleted"], by=None, at=NOW - 2 * DAY)
    for name, window in (
        ("expired", {"expire_at": NOW - DAY}),
        ("scheduled", {"go_live_at": NOW + DAY}),
        ("timed", {"go_live_at": NOW - 4 * DAY}),
    ):
        made[name] = factories.make_event(
            slug=name, title=name.capitalize(), source=source, published=False, **window
        )
        workflow.publish(made[name], by=None, at=factories.AT)
    made["draft"] = factories.make_event(
        slug="draft", title="Draft", source=source, published=False
    )
    return made


def told(client, query: str = "") -> list[tuple]:
    rows = client.get(CHANGES + query).json()["results"]
    return [(row["change"], row["record"] and row["record"]["slug"]) for row in rows]


def test_each_record_stands_with_its_last_change_the_newest_first(client, records):
    rows = client.get(CHANGES).json()["results"]
    assert [(row["change"], row["uid"], row["type"]) for row in rows][:4] == [
        ("withdrawn", str(records["expired"].uid), "event"),
        ("withdrawn", str(records["gone"]), "event"),
        ("withdrawn", str(records["withdrawn"].uid), "event"),
        ("published", str(records["timed"].uid), "event"),
    ]
    assert told(client, "?kind=event")[3:] == [("published", "timed"), ("published", "live")]
    moments = [row["at"] for row in rows]
    assert moments == sorted(moments, reverse=True)


def test_of_what_is_withdrawn_nothing_but_id_type_and_moment_is_told(client, records):
    rows = client.get(f"{CHANGES}?kind=event").json()["results"]
    for row in rows[:3]:
        assert row["record"] is None
        assert set(row) == {"change", "type", "uid", "at", "record", "sequence"}
    text = client.get(CHANGES).content.decode()
    hidden = ("Draft", "Scheduled", "Expired", "Withdrawn", "Deleted")
    assert [word for word in hidden if word in text] == []


def test_changes_since_a_moment_are_given_page_by_page(client, records):
    since = (NOW - 4 * DAY).date().isoformat()
    whole = client.get(CHANGES, {"updated_since": since, "ordering": "at"}).json()
    assert whole["count"] == 4
    pages = [client.get(CHANGES, {"updated_since": since, "ordering": "at", "limit": 1}).json()]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    assert [row for page in pages for row in page["results"]] == whole["results"]
    assert client.get(pages[-1]["previous"]).json()["results"] == pages[-2]["results"]
    assert whole["results"][0]["record"]["slug"] == "timed"


def test_what_is_published_again_is_withdrawn_no_more(client, records):
    workflow.publish(records["withdrawn"], by=None, at=NOW)
    assert told(client)[0] == ("published", "withdrawn")


def test_answers_are_as_documented(client, records):
    answer = client.get(CHANGES).json()
    assert errors("changes_list", 200, answer) == []
    row = client.get(CHANGES).renderer_context["view"].row()
    assert [d for item in answer["results"] for d in differences(row, item, "changes")] == []
    refused = client.get(f"{CHANGES}?updated_since=x&kind=y&q=z")
    assert (refused.status_code, sorted(refused.json())) == (400, ["kind", "q", "updated_since"])


def test_what_the_clock_alone_changed_has_the_moment_of_its_edge(client):
    """No act renews anything: what went live and what ended say so themselves."""
    began, ended = NOW - 2 * DAY, NOW - DAY
    live = factories.make_event(slug="live", go_live_at=began)
    over = factories.make_event(slug="over", expire_at=ended)
    factories.make_event(slug="ahead", go_live_at=NOW + DAY)
    rows = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert [(row["change"], row["uid"], row["at"]) for row in rows] == [
        ("withdrawn", str(over.uid), f"{ended:%Y-%m-%dT%H:%M:%S.%fZ}"),
        ("published", str(live.uid), f"{began:%Y-%m-%dT%H:%M:%S.%fZ}"),
    ]
    for since, count in ((began, 2), (ended, 1), (ended + dt.timedelta(microseconds=1), 0)):
        found = client.get(CHANGES, {"updated_since": f"{since:%Y-%m-%dT%H:%M:%S.%fZ}"}).json()
        assert found["count"] == count


def test_an_end_in_the_past_is_told_when_it_was_given(client):
    event = factories.make_event(slug="ended")
    event.expire_at = factories.AT + DAY
    workflow.save(Row(event), by=None, at=NOW - DAY)
    [row] = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert (row["change"], row["at"]) == ("withdrawn", f"{NOW - DAY:%Y-%m-%dT%H:%M:%S.%fZ}")


def test_what_was_live_and_appears_later_again_is_withdrawn_until_then(client):
    event = factories.make_event(slug="again")
    event.go_live_at = NOW + DAY
    workflow.save(Row(event), by=None, at=NOW - 2 * DAY)
    [row] = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert (row["change"], row["at"]) == ("withdrawn", f"{NOW - 2 * DAY:%Y-%m-%dT%H:%M:%S.%fZ}")
    event.go_live_at = NOW - DAY
    workflow.save(Row(event), by=None, at=NOW - 2 * DAY)
    [row] = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert (row["change"], row["at"]) == ("published", f"{NOW - DAY:%Y-%m-%dT%H:%M:%S.%fZ}")
    event.expire_at = NOW
    workflow.save(Row(event), by=None, at=NOW - 2 * DAY)
    [row] = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert (row["change"], row["at"]) == ("withdrawn", f"{NOW:%Y-%m-%dT%H:%M:%S.%fZ}")


def test_what_names_a_merged_record_has_changed_too(client):
    kept, merged = (factories.make_organisation(name=name) for name in ("Union", "Unions"))
    part = Participation(
        organisation=merged, role=factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="host")
    )
    event = factories.make_event(parts=[part])
    merging.merge(kept, merged, by=None, at=NOW)
    found = client.get(CHANGES, {"updated_since": f"{NOW:%Y-%m-%dT%H:%M:%S.%fZ}"}).json()
    told_of = {(row["change"], row["uid"]) for row in found["results"]}
    expected = {("published", kept.uid), ("published", event.uid), ("withdrawn", merged.uid)}
    assert told_of == {(change, str(uid)) for change, uid in expected}


def test_a_discarded_draft_tells_nobody_anything(client):
    event = factories.make_event()
    before = client.get(CHANGES).json()
    proposed(event, title_en="Never seen")
    drafts.discard(event, by=None, at=NOW)
    assert client.get(CHANGES).json() == before
