import pytest

from tests.factories import make_event, make_organisation, make_place, make_programme
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db

NUMBERS = ".//*[contains(@class, 't-c')]"


@pytest.fixture(autouse=True)
def places():
    country = make_place(code="KH", name="Cambodia", kind="country")
    found = {code: make_place(code=code, parent=country) for code in ("KH-12", "KH-15")}
    make_event(title="Meeting in town", date="2025-03", places=[found["KH-12"]])
    make_event(title="Course in town", date="2026-03", places=[found["KH-12"]])
    make_event(title="Course in Pursat", date="2026-03", places=[found["KH-15"]])
    make_event(title="HIDDEN", places=[found["KH-15"]], published=False)
    make_programme(places=[found["KH-15"]])
    make_organisation(place=found["KH-12"])
    return found


def rows(page):
    return {
        cells[0]: cells[1:]
        for cells in (texts(row, "./*") for row in page.xpath("//table//tbody/tr"))
    }


@pytest.mark.parametrize(
    ("address", "column"), [("/map/", 0), ("/embed/map/", 0), ("/embed/map/of-programmes/", 1)]
)
def test_picture_and_table_hold_the_same_numbers(client, address, column):
    page = tree(client, address)

    numbers = {name: cells[column].partition(" ")[0] for name, cells in rows(page).items()}
    drawn = drawings(page)[:2]
    assert [drawing.get("class") for drawing in drawn] == ["narrow", "wide"]
    for drawing in drawn:
        tiles = [number for name, number in numbers.items() if name.startswith("P") and number]
        assert sorted(texts(drawing, NUMBERS)) == sorted(tiles)


def test_the_table_leads_to_what_it_counts(client):
    page = tree(client, "/map/")

    [row] = page.xpath("//tr[th[. = 'Phnom Penh']]")
    assert row.xpath(".//a/@href") == [
        "/events/?place=KH-12",
        "/stakeholders/organisations/?place=KH-12",
    ]
    assert [cell.partition(" ")[0] for cell in rows(page)["Phnom Penh"]] == ["2", "", "1"]
    assert "Another country" not in rows(page)


def test_the_map_of_a_list_counts_within_its_other_filters(client):
    page = tree(client, "/events/?year=2026&place=KH-12&limit=1")

    found = {name: cells[0].partition(" ")[0] for name, cells in rows(page).items()}
    assert (found["Phnom Penh"], found["Place KH-15"]) == ("1", "1")
    [link] = page.xpath("//tr[th[. = 'Place KH-15']]//a/@href")
    assert link == "/events/?year=2026&place=KH-15"
    assert tree(client, link).xpath("//h3/a/text()") == ["Course in Pursat"]


def test_the_map_of_a_list_is_embedded_with_its_filters(client, settings):
    [address] = tree(client, "/events/?year=2026&limit=1").xpath("//details//code/text()")

    assert address == f"{settings.SITE_URL}/embed/map/?year=2026"
    embedded = tree(client, "/embed/map/?year=2026")
    assert rows(embedded)["Phnom Penh"][0].split()[0] == "1"
    assert embedded.xpath("//footer//a/@href") == [f"{settings.SITE_URL}/events/?year=2026"]


def test_a_map_is_an_image_without_links_or_styles(client):
    page = tree(client, "/map/")

    for drawing in drawings(page):
        assert drawing.get("role") == "img"
        assert drawing.xpath(".//*[local-name() = 'a']") == []
    assert page.xpath("//@style") == []
