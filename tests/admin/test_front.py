"""The desk's front page: each tile counts what the list behind it shows."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from cooperation.models import Draft, OtherName
from cooperation.publishing import drafts, jobs, reports
from cooperation.rules import dates
from tests import factories
from tests.admin import desk

LATER = factories.AT + dt.timedelta(days=40_000)


def front(client) -> dict[str, tuple[int, list[str]]]:
    """Return the tiles: how many each counts, and where it leads."""
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    found = {}
    for tile in tree.xpath("//ul[@class='tiles']/li"):
        (number,) = tile.xpath(".//strong")
        title = number.tail.strip()
        found[title] = (int(number.text), tile.xpath(".//a/@href"))
    return found


def listed(client, addresses) -> int:
    return sum(len(client.get(address).context["cl"].result_list) for address in addresses)


@pytest.mark.django_db
def test_each_tile_counts_what_its_list_shows(publisher, sign_in):
    author = factories.make_user(group="contributor", username="author")
    mine = factories.make_person(name="In review", published=False)
    drafts.submit(mine, by=author, at=factories.AT)
    asked = factories.make_person(name="Asked", published=False, name_km="អ")
    drafts.submit(asked, by=author, at=factories.AT)
    drafts.return_draft(asked, by=None, at=factories.AT, note="Which source?")
    live = factories.make_person(name="Live", name_km="អ")
    content = desk.last(live).content
    changed = content | {"fields": content["fields"] | {"sort_name": "L"}}
    drafts.save_draft(live, changed, by=author, at=factories.AT)
    drafts.schedule_draft(live, go_live_at=LATER, by=None, at=factories.AT)
    factories.make_person(name="Unsourced", published=False, cited=False, name_km="អ")
    part = OtherName(name="Alias")
    factories.make_person(name="Half", published=False, cited=False, name_km="អ", parts=[part])
    factories.make_commitment(title="Passed", due="2020-01", title_km="អ")
    today = dates.day_in_phnom_penh(timezone.now())
    factories.make_commitment(title="Searched", due="2020-01", title_km="អ", looked_for_on=today)
    factories.make_organisation(name="Old", name_km="អ", review_due=dt.date(2020, 1, 1))

    olde = factories.make_organisation(name="Olde", name_km="អ")
    factories.make_report(record=olde)
    reports.close_report(
        factories.make_report(record=olde), state="refused", by=None, at=factories.AT
    )

    tiles = front(publisher)
    assert {title: count for title, (count, _links) in tiles.items()} == {
        "Waiting for me": 1,
        "In review": 1,
        "Changes requested": 1,
        "Scheduled": 1,
        "Changes of live records not submitted": 0,
        "Facts without a source": 2,
        "Look for later word": 1,
        "Review overdue": 1,
        # The one in review, and the source that the factories cite.
        "Without a Khmer name": 2,
        "Likely duplicates": 1,
        "Reports from readers": 1,
    }
    for title, (count, links) in tiles.items():
        assert listed(publisher, links) == count, title

    of_author = sign_in("contributor")
    assert front(of_author)["Waiting for me"][0] == 0
    of_author.force_login(author)
    assert front(of_author)["Waiting for me"][0] == 1
    draft = Draft.objects.get(record_uid=mine.uid)
    address = reverse("admin:cooperation_draft_change", args=[draft.pk])
    assert publisher.get(address)["Location"] == desk.page("review", type(mine), mine.pk)


@pytest.mark.django_db
def test_a_search_for_later_word_is_entered_where_the_front_page_leads(publisher):
    commitment = factories.make_commitment(due="2020-01")
    _count, [address] = front(publisher)["Look for later word"]
    [row] = publisher.get(address).context["cl"].result_list
    assert row == commitment

    form = html.fromstring(publisher.get(desk.page("change", type(row), row.pk)).content.decode())

    [field] = form.xpath("//input[@name='looked_for_on']")
    [hint] = form.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    assert "last searched for what became of it" in hint.text_content()


@pytest.mark.django_db
def test_the_front_page_says_what_changed_last_and_costs_the_same_with_more(publisher):
    def changes() -> list[str]:
        tree = html.fromstring(publisher.get(reverse("admin:index")).content.decode())
        return [item.xpath("string(a)") for item in tree.xpath("//div[@id='last-changes']//li")]

    factories.make_person(name="First")
    factories.make_person(name="Second")
    assert changes()[:2] == ["Second", "Second"]
    with CaptureQueriesContext(connection) as few:
        changes()
    for number in range(3):
        factories.make_person(name=f"Further {number}")
    with CaptureQueriesContext(connection) as many:
        changes()
    assert len(many) == len(few)


@pytest.mark.django_db
def test_someone_without_a_role_sees_nothing_of_any_record(client):
    factories.make_person(name="Unseen name")
    client.force_login(factories.make_user(username="nobody"))
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    assert "Unseen name" not in response.content.decode()
    assert {count for count, _links in front(client).values()} == {0}


@pytest.mark.django_db
def test_the_front_page_says_how_each_job_went(publisher):
    with jobs.note_job("publish_due"):
        pass
    with pytest.raises(OverflowError), jobs.note_job("apply_imports"):
        raise OverflowError("date value out of range")
    long_ago = timezone.now() - dt.timedelta(days=3)
    cache.set("job:sweep_files", (long_ago.isoformat(), 2.5, ""), timeout=None)
    tree = html.fromstring(publisher.get(reverse("admin:index")).content.decode())
    lines = [" ".join(line.text_content().split()) for line in tree.xpath("//*[@id='jobs']//li")]
    assert [line.partition(" 20")[0] for line in lines] == [
        "Publish scheduled changes: done",
        "Make documents anew that no longer hold: has not run yet",
        "Renew what is searched: has not run yet",
        "Go on with imports: date value out of range",
        "Forget contacts of old reports: has not run yet",
        "Delete files that nothing names: done – late",
    ]
    local = timezone.localtime(long_ago)
    assert lines[5].endswith(f"{local:%Y-%m-%d %H:%M:%S}, 2.5 s")
