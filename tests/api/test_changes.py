import datetime as dt

import pytest
from django.utils import timezone

from cooperation.publishing import workflow
from tests import factories
from tests.api.test_base import differences
from tests.api.test_schema import errors

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
        assert set(row) == {"change", "type", "uid", "at", "record"}
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
