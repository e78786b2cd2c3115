"""What all pictures have in common, and all pages that hold one."""

import pytest

from cooperation.models import EventLink, Figure, Participation
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_place,
    make_programme,
    make_term,
)
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db

PAGES = [
    "/timeline/",
    "/map/",
    "/events/",
    "/programmes/project/",
    "/events/forum/",
    "/stakeholders/organisations/union/",
    "/stakeholders/people/dara/",
]
EMBEDDED = [
    "/embed/timeline/",
    "/embed/timeline/project/",
    "/embed/map/",
    "/embed/map/of-programmes/",
    "/embed/figures/programmes/project/",
    "/embed/figures/events/forum/",
    "/embed/network/organisations/union/",
    "/embed/network/people/dara/",
    "/embed/network/programmes/project/",
    "/embed/network/events/forum/",
]


@pytest.fixture(autouse=True)
def register():
    place = make_place(code="KH-12")
    measure = make_term(scheme="measure", code="people-trained")
    role = make_term(scheme="event-role", code="participant")
    people = [Figure(measure=measure, value=value, period=f"202{value}") for value in (1, 2)]
    project = make_programme(slug="project", planned_period="2024/..", parts=people, places=[place])
    person = make_person(slug="dara")
    bodies = [make_organisation(name=name, slug=name) for name in ("union", "agency")]
    parts = [Participation(organisation=body, person=person, role=role) for body in bodies]
    link = EventLink(kind="part_of", programme=project)
    figures = [Figure(measure=measure, value=value, period=f"202{value}") for value in (3, 4)]
    make_event(slug="forum", date="2026-03", places=[place], parts=[*parts, link, *figures])
    make_commitment(due="2026", programme=project)


def test_no_page_with_a_picture_needs_a_style_or_a_script(client):
    for address in (*PAGES, *EMBEDDED, "/network/", "/embed/network/"):
        page = tree(client, address)

        assert page.xpath("//@style | //style") == [], address
        assert page.xpath("//body//script | //script[not(@type)]") == [], address
        assert len(page.xpath("//h1")) == 1, address


def test_every_picture_is_named_at_both_widths_and_its_ids_are_its_own(client):
    for address in (*PAGES, *EMBEDDED):
        page = tree(client, address)

        found = drawings(page)
        widths = [drawing.get("class") for drawing in found]
        assert found and widths == ["narrow", "wide"] * (len(found) // 2), address
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        for drawing in found:
            assert drawing.get("role") in ("img", "group"), address
            for of in ("aria-labelledby", "aria-describedby"):
                assert texts(drawing, f"./*[@id = '{drawing.get(of)}']")[0], address
            if drawing.get("role") == "img":
                assert drawing.xpath(".//*[local-name() = 'a']") == [], address


def test_what_is_embedded_leads_to_the_register_and_leaves_no_cookie(client, settings):
    for address in (*EMBEDDED, "/embed/network/"):
        assert client.get(address).cookies == {}, address
        [source] = tree(client, address).xpath("//footer")
        said = source.text_content()
        assert said.startswith("Source: Cambodia Labour Cooperation Register, as of"), address
        [link] = source.xpath(".//a/@href")
        assert client.get(link.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_beside_every_picture_stands_the_address_to_embed_it(client, settings):
    shown = set()
    for address in (*PAGES, "/network/"):
        page = tree(client, address)
        found = page.xpath("//*[contains(@class, 'embed')]//code/text()")
        assert found, address
        shown |= {one.removeprefix(settings.SITE_URL) for one in found}

    assert shown == {*EMBEDDED, "/embed/network/"}
