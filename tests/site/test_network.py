import orjson
import pytest
from lxml import etree

from cooperation.models import EventLink, Participation, ProgrammeOrganisation
from cooperation.site import network
from cooperation.web import streaming
from tests.factories import (
    make_event,
    make_organisation,
    make_person,
    make_programme,
    make_term,
)
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db

DETAILS = {
    "organisations": "/stakeholders/organisations/union/",
    "people": "/stakeholders/people/dara/",
    "programmes": "/programmes/project/",
    "events": "/events/forum/",
}
ADDRESSES = [
    *DETAILS.values(),
    *(f"/embed/network/{kind}/{page.split('/')[-2]}/" for kind, page in DETAILS.items()),
]


@pytest.fixture(scope="module")
def bodies(shared):
    return [make_organisation(name=name, slug=name.lower()) for name in ("Union", "Agency")]


@pytest.fixture(scope="module", autouse=True)
def meeting(bodies):
    role = make_term(scheme="event-role", code="participant")
    partner = make_term(scheme="programme-role", code="partner")
    programme = make_programme(
        title="A project",
        slug="project",
        parts=[ProgrammeOrganisation(organisation=one, role=partner) for one in bodies],
    )
    person = make_person(name="Chan Dara", slug="dara")
    parts = [Participation(organisation=one, person=person, role=role) for one in bodies]
    link = EventLink(kind="part_of", programme=programme)
    make_event(title="A forum", slug="forum", date="2026", parts=[*parts, link])
    hidden = [Participation(organisation=one, role=role) for one in bodies]
    make_event(title="HIDDEN", published=False, parts=hidden)
    make_organisation(name="HIDDEN", published=False)


def rows(page):
    [table] = page.xpath("//details/table")
    return {texts(row, "./th")[0]: texts(row, "./td/a") for row in table.xpath("./tbody/tr")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_picture_and_table_hold_the_same_links_at_both_widths(client, address):
    page = tree(client, address)

    table = rows(page)
    figure = page.xpath("//figure[.//*[@role='group']]")[0]
    assert [drawing.get("class") for drawing in drawings(figure)[-2:]] == ["narrow", "wide"]
    for drawing in figure.xpath(".//*[local-name() = 'svg']"):
        names = drawing.xpath(".//*[local-name() = 'a']/*[local-name() = 'title']/text()")
        assert sorted(names) == sorted({*table, *(name for of in table.values() for name in of)})
        edges = drawing.xpath(".//*[starts-with(@class, 'edge')]")
        assert len(edges) == sum(map(len, table.values()))
    assert "HIDDEN" not in page.text_content()


def test_each_name_in_the_picture_leads_to_its_page(client):
    [wide] = tree(client, DETAILS["events"]).xpath("//*[@class = 'wide' and @role = 'group']")

    links = {a[0].text: a.get("href") for a in wide.iter() if a.tag == "a"}
    assert links == {
        "Union": DETAILS["organisations"],
        "Agency": "/stakeholders/organisations/agency/",
        "A forum": DETAILS["events"],
        "A project": DETAILS["programmes"],
    }


def test_what_is_not_drawn_is_in_the_table_and_counted(client, monkeypatch, bodies):
    monkeypatch.setattr(network, "MOST_DRAWN", 2)
    role = make_term(scheme="event-role", code="participant")
    for number in range(3):
        parts = [Participation(organisation=one, role=role) for one in bodies]
        make_event(title=f"Event {number}", date="2025", parts=parts)

    page = tree(client, DETAILS["organisations"])

    assert len(rows(page)) == 5
    assert "3 more are in the table." in page.text_content()


def test_who_met_nobody_has_no_picture(client):
    alone = make_organisation(name="Alone", slug="alone")

    assert drawings(tree(client, f"/stakeholders/organisations/{alone.slug}/")) == []
    embedded = tree(client, "/embed/network/organisations/alone/")
    assert "There is too little here to draw." in embedded.text_content()


@pytest.mark.parametrize("address", ["/network/", "/embed/network/"])
def test_the_matrix_names_who_met_whom(client, address):
    page = tree(client, address)

    [table] = page.xpath("//table[@class='mx']")
    assert [texts(row, "./*") for row in table.xpath("./tbody/tr")] == [
        ["1 Union", "–", "1", "1"],
        ["2 Agency", "1", "–", "1"],
    ]
    assert table.xpath("./thead//abbr/@title") == ["Union", "Agency"]


def test_the_network_can_be_downloaded(client):
    found = client.get("/network.json")
    data = orjson.loads(b"".join(found))

    labels = {node["id"]: node["label"] for node in data["nodes"]}
    assert sorted(labels.values()) == ["A forum", "A project", "Agency", "Chan Dara", "Union"]
    together = [edge for edge in data["edges"] if edge["type"] == "together"]
    assert [(labels[edge["source"]], edge["weight"]) for edge in together] == [("Union", 1)]
    assert found["Content-Disposition"] == 'attachment; filename="network.json"'
    graph = client.get("/network.graphml")
    assert graph["Content-Type"] == "application/graphml+xml; charset=utf-8"
    names = etree.fromstring(b"".join(graph)).iter("{*}node")
    assert {node.get("id") for node in names} == set(labels)


def test_the_whole_network_is_read_before_its_first_byte_leaves(client, django_assert_num_queries):
    blocks = iter(client.get("/network.graphml"))
    beginning = next(blocks)
    with django_assert_num_queries(0):
        assert (beginning + b"".join(blocks)).endswith(b"</graphml>\n")


def test_a_file_of_the_network_counts_among_the_long_ones(client):
    unread = [client.get("/network.graphml") for _number in range(streaming.MOST_OPEN)]
    assert client.get("/network.json").status_code == 503
    assert [b"".join(file)[:5] for file in unread] == [b"<?xml"] * streaming.MOST_OPEN
    assert orjson.loads(b"".join(client.get("/network.json")))["nodes"] is not None


def test_a_download_that_is_held_already_is_not_sent_again(client):
    first = client.get("/network.json")
    assert b"".join(first)

    again = client.get("/network.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
