import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Citation, Commitment, CommitmentParty, CommitmentUpdate
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_source,
)
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def promise(number, **fields):
    party = CommitmentParty(organisation=make_organisation(name=f"Body {number}"))
    return make_commitment(
        title=f"Promise {number}",
        made_at=make_event(title=f"Event {number}"),
        parts=[party],
        **fields,
    )


def headings(page):
    return [text.split("</h2>")[0] for text in page.split("<h2>")[1:]]


def test_the_tracker_groups_by_what_is_known(client):
    promise(1, due="2001-03")
    promise(2, due="2999")
    promise(3)
    make_commitment(title="Kept", due="2001", parts=[CommitmentUpdate(status="kept")])
    make_commitment(title="HIDDEN", published=False)

    page = client.get("/commitments/").content.decode()

    assert headings(page) == [
        "How they stand",
        "Expected date has passed, no later report",
        "Date lies ahead",
        "No date stated",
        "Kept",
        "Sources",
    ]
    assert "HIDDEN" not in page


def test_a_date_that_passed_is_told_without_judging(client):
    make_source(title="Old paper", url="https://example.org/old", published=True)
    promise(1, due="2001-03")

    page = tree(client, "/commitments/")

    [row] = page.xpath("//ol[@class='rows']/li")
    [told] = texts(row, "./p[.//span[@class='status']]")
    assert told.startswith(
        "Expected March 2001. No later report in the 2 sources read; their dates are not stated. "
        "Know of one? Send the source"
    )
    [link] = row.xpath(".//a[starts-with(text(), 'Send the source')]/@href")
    assert link == f"/report/{Commitment.objects.get().uid}/"
    assert client.get(link).status_code == 200
    for address in ("/commitments.atom", "/commitments.ics", "/commitments.csv", "/"):
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        assert "past due" not in content.decode().lower().replace("is_past_due", "")


def test_of_three_rows_the_sources_read_are_counted_once(client):
    for number in range(3):
        promise(number, due="2001")

    with CaptureQueriesContext(connection) as queries:
        client.get("/commitments/")

    counted = [query["sql"] for query in queries if "COUNT" in query["sql"]]
    assert sum("cooperation_source" in sql for sql in counted) == 1


def test_of_very_many_the_first_of_each_standing_are_shown(client):
    for number in range(1, 8):
        promise(number, due=f"200{number}")
        make_commitment(title=f"Kept {number}", parts=[CommitmentUpdate(status="kept")])
        make_commitment(title=f"Undated {number}")
    for number in range(5):
        make_commitment(title=f"Ahead {number}", due="2999")

    page = tree(client, "/commitments/")

    shown = [
        (texts(group, "./h2")[0], len(group.xpath("./ol/li")), texts(group, "./p[@class='tools']"))
        for group in page.xpath("//div[@class='body']/section[./ol[@class='rows']]")
    ]
    assert shown == [
        (name, 5, [f"All 7 of these: {name}"] if name != "Date lies ahead" else [])
        for name in (
            "Expected date has passed, no later report",
            "Date lies ahead",
            "No date stated",
            "Kept",
        )
    ]
    [link] = page.xpath("//a[starts-with(text(), 'All 7')]/@href")[:1]
    assert "7 commitments and stated plans" in texts(tree(client, link), "//h2")
    [whole] = page.xpath("//a[text()='All in one list, first date first']/@href")
    in_order = tree(client, whole)
    assert len(in_order.xpath("//div[@class='body']/section/ol[@class='rows']/li")) == 25
    assert in_order.xpath("//a[@rel='next']")


@pytest.mark.parametrize(
    ("standing", "titles"),
    [
        ("date_passed", ["Promise 1"]),
        ("ahead", ["Promise 2"]),
        ("no_date", ["Promise 3"]),
        ("kept", ["Kept"]),
    ],
)
def test_how_they_stand_is_a_filter(client, standing, titles):
    promise(1, due="2001")
    promise(2, due="2999")
    promise(3)
    make_commitment(title="Kept", due="2001", parts=[CommitmentUpdate(status="kept")])

    found = client.get(f"/api/v1/commitments/?standing={standing}").json()["results"]

    assert [(row["title"], row["standing"]["code"]) for row in found] == [
        (title, standing) for title in titles
    ]


def test_what_became_of_it_stands_in_order_each_with_its_source(client):
    paper = make_source(title="A later paper", slug="later", paragraph_count=9)
    updates = [
        CommitmentUpdate(date="2026-02", status="kept"),
        CommitmentUpdate(date="2025-12", status="in_progress"),
        CommitmentUpdate(status="in_progress", note_en="Undated."),
    ]
    cited = [
        Citation(source=paper, part=update.pk, locator=str(place))
        for place, update in enumerate(updates, 1)
    ]
    commitment = make_commitment(made_on="2025", due="2025-06", parts=[*updates, *cited])

    page = tree(client, f"/commitments/{commitment.slug}/")

    [history] = page.xpath("//section[./h2='What became of it']/ol")
    assert texts(history, "./li/h3") == ["In progress", "In progress", "Kept"]
    assert texts(history, "./li/p[@class='when num']") == [
        "December 2025",
        "February 2026",
    ]
    assert [tag[-2:] for tag in texts(history, "./li//a[@class='cite']")] == ["¶3", "¶2", "¶1"]


@pytest.mark.parametrize("former", ["due", "undated"])
def test_a_former_name_of_a_standing_is_still_taken(client, former):
    promise(1, due="2999")
    promise(2)

    page = tree(client, f"/commitments/?standing={former}")

    assert len(page.xpath("//ol[@class='rows']/li")) == 1
    assert not page.xpath("//*[@class='wrong']")
    labels = {"due": "Date lies ahead", "undated": "No date stated"}
    assert labels[former] in texts(page, "//div[@class='chips']/a")[0]


def test_what_cannot_be_understood_stands_beside_its_field(client):
    promise(1)

    answer = client.get("/commitments/?past_due=maybe")

    assert answer.status_code == 200
    assert '<span class="wrong">Write true or false.</span>' in answer.content.decode()
    assert "Promise 1" in answer.content.decode()


def test_of_what_is_not_known_only_the_maker_is_asked_for(client):
    commitment = make_commitment(title="A plan")

    page = tree(client, f"/commitments/{commitment.slug}/")

    body = "//div[@class='body']"
    assert texts(page, f"{body}//h2") == ["Between whom"]
    assert texts(page, f"{body}//dd") == ["Not named in the source. Know it? Tell us"]
    assert not page.xpath("//div[@class='title']//*[@class='status']")


def test_an_update_is_shown_with_its_date(client):
    update = CommitmentUpdate(date="2026-04", status="kept", note_en="Signed in Phnom Penh.")
    commitment = make_commitment(parts=[update])

    page = client.get(f"/commitments/{commitment.slug}/").content.decode()

    assert "April 2026" in page and "Signed in Phnom Penh." in page
    assert "no later word" not in page.lower()


def test_a_list_costs_the_same_with_one_row_and_three(client):
    counts = []
    for number in range(3):
        promise(number, due="2001")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/commitments/")
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 15
