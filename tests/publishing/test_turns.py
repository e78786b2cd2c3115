"""When something became public: one moment, taken in the turn of the act, told the same anywhere.

Whoever keeps a copy asks for what changed since the newest moment that they hold, and must miss
nothing.
"""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from cooperation.exchange import importing
from cooperation.exchange.seeding import seed_register
from cooperation.models import Generation, Organisation, Revision
from cooperation.models.base import record_models
from cooperation.publishing import drafts, merging, turns, workflow
from cooperation.publishing.due import publish_due
from cooperation.publishing.workflow import Row
from tests import factories
from tests.exchange import small_register, tabling
from tests.publishing.merges import proposed

pytestmark = pytest.mark.django_db

AT = factories.AT
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
CHANGES = "/api/v1/changes/"


@pytest.fixture
def waits(monkeypatch) -> list[dt.datetime]:
    """Let each turn be waited for an hour; return when the turns came."""
    came = [timezone.now()]
    take_turn = turns.take_turn

    def waited() -> dt.datetime | None:
        came.append(came[-1] + dt.timedelta(hours=1))
        return take_turn()

    monkeypatch.setattr(turns, "take_turn", waited)
    monkeypatch.setattr(timezone, "now", lambda: came[-1])
    return came


def moments(*records: object) -> list[dt.datetime]:
    """Return when each became public as it is, asserting that all say the same of it."""
    found = []
    for record in records:
        record.refresh_from_db()
        last = Revision.objects.filter(record_uid=record.uid, seen_from__isnull=False)
        last = last.latest("pk")
        assert {record.updated_at, last.seen_from} == {record.updated_at}
        found.append(record.updated_at)
    return found


def test_each_scheduled_change_has_the_moment_of_its_own_turn(waits):
    due = [factories.make_event(title=f"Event {number}") for number in range(3)]
    for event in due:
        proposed(event, title_en=f"Changed {event.title_en}")
        drafts.schedule_draft(event, go_live_at=AT + 2 * DAY, by=None, at=AT + DAY)
    began = waits[-1]
    assert [outcome.refusal for outcome in publish_due()] == ["", "", ""]
    stamped = moments(*due)
    assert sorted(set(stamped)) == stamped
    assert min(stamped) > began
    assert Generation.objects.get().changed_at == stamped[-1]


def test_each_seeded_record_has_the_moment_of_its_own_turn(waits, tmp_path: Path):
    began = waits[-1]
    small_register.load(tmp_path, small_register.register(), at=None)
    records = [row for model in record_models() for row in model.objects.all()]
    stamped = moments(*records)
    assert len(stamped) > 1
    assert len(set(stamped)) == len(stamped)
    assert min(stamped) > began
    assert Generation.objects.get().changed_at == max(stamped)
    assert seed_register([tmp_path], by=None).kept == 0


def test_each_imported_record_has_the_moment_of_its_own_turn(waits):
    factories.make_source(slug="report")
    headings = ["slug", "name_en", "cited_source", "cited_locator_type", "cited_locator"]
    rows = [[f"body-{number}", f"Body {number}", "report", "", "1"] for number in range(3)]
    batch = tabling.bring("organisations", headings, *rows, by=tabling.editor("publisher"))
    importing.confirm_import(batch, by=batch.by, at=AT, publishes=True)
    began = waits[-1]
    importing.go_on(batch.pk, seconds=600, rest=lambda _seconds: None)
    stamped = moments(*Organisation.objects.order_by("pk"))
    assert sorted(set(stamped)) == stamped
    assert (len(stamped), min(stamped) > began) == (3, True)


@pytest.mark.parametrize("name", ["publish", "save", "withdraw", "delete", "merge"])
def test_the_moment_of_an_act_is_that_of_its_turn(name, waits):
    organisation, other = (factories.make_organisation(name=n) for n in ("Union", "Unions"))
    event = factories.make_event()
    acts = {
        "publish": lambda: workflow.publish(event, by=None),
        "save": lambda: workflow.save(Row(event), by=None),
        "withdraw": lambda: workflow.withdraw(event, by=None),
        "delete": lambda: workflow.delete(event, by=None),
        "merge": lambda: merging.merge(organisation, other, by=None),
    }
    began = waits[-1]
    acts[name]()
    assert Revision.objects.latest("pk").at > began
    assert Generation.objects.get().changed_at > began


def test_a_turn_is_later_than_the_last_one_whatever_the_clocks_say(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    for ahead, expected in (
        (-SECOND, now),
        (0 * SECOND, now + turns.LEAST),
        (30 * SECOND, now + 30 * SECOND + turns.LEAST),
        # A clock that is so wrong is not followed.
        (dt.timedelta(hours=1), now),
    ):
        Generation.objects.update_or_create(pk=1, defaults={"changed_at": now + ahead})
        assert turns.moment_of_turn() == expected
    assert turns.moment_of_turn(AT) == AT


def test_rows_changes_feeds_and_sitemaps_tell_one_moment(client):
    event = factories.make_event(slug="forum", go_live_at=AT + DAY, date="2026-01-22")
    moment = "2026-01-06T09:00:00"
    row = client.get("/api/v1/events/forum/").json()
    assert (row["published_at"], row["updated_at"]) == ("2026-01-05T09:00:00Z", f"{moment}Z")
    [change] = client.get(f"{CHANGES}?kind=event").json()["results"]
    assert change["at"] == row["updated_at"]
    for query, count in ((f"{moment}Z", 1), ("2026-01-06T09:00:01Z", 0)):
        for address in (CHANGES, "/api/v1/events/"):
            found = client.get(address, {"updated_since": query}).json()
            assert [row["uid"] for row in found["results"]] == [str(event.uid)] * count
    assert f"<updated>{moment}+00:00</updated>" in client.get("/events.atom").text
    assert "LAST-MODIFIED:20260106T090000Z" in client.get("/events.ics").text
    dated = f"/events/forum/</loc><lastmod>{moment}+00:00</lastmod>"
    assert dated in client.get("/sitemap.xml").text
    assert client.get("/events/forum/")["Last-Modified"] == "Tue, 06 Jan 2026 09:00:00 GMT"
    assert event.updated_at == AT + DAY
