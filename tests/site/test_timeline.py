import pytest

from cooperation.models import EventLink, OldSlug
from cooperation.queries import timeline as queries
from cooperation.site import timeline
from tests.factories import make_commitment, make_event, make_programme
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db

NUMBERS = ".//*[contains(@class, 't-n')]"


def make_workplan(**fields):
    programme = make_programme(
        title="A country programme", planned_period="2024/2028", slug="dwcp", **fields
    )
    make_programme(title="Its workplan", planned_period="2026~/2027", parent=programme)
    link = [EventLink(kind="part_of", programme=programme)]
    make_event(title="A meeting of it", date="2026-01-22", parts=link)
    make_event(
        title="An exchange", date="2024", parts=[EventLink(kind="follows", programme=programme)]
    )
    make_event(title="On some day", parts=[EventLink(kind="follows", programme=programme)])
    make_event(
        title="HIDDEN",
        date="2025",
        published=False,
        parts=[EventLink(kind="part_of", programme=programme)],
    )
    make_commitment(title="A promise", due="2026-03", programme=programme)
    return programme


@pytest.mark.parametrize(
    "address", ["/timeline/", "/embed/timeline/", "/programmes/dwcp/", "/embed/timeline/dwcp/"]
)
def test_picture_and_list_hold_the_same_facts_at_both_widths(client, address):
    make_workplan()

    page = tree(client, address)

    narrow, wide = drawings(page)
    days = texts(page, "//ol[@class='keys']/li")
    assert [text.partition(" ")[0] for text in days] == ["1", "2", "3"]
    assert ["An exchange" in days[0], "A meeting of it" in days[1], "A promise" in days[2]] == [
        True
    ] * 3
    assert len(page.xpath("//ul[@class='keys']/li")) == 2
    for drawing in (narrow, wide):
        assert texts(drawing, NUMBERS) == ["1", "2", "3"]
        assert len(drawing.xpath(".//*[starts-with(@class, 'bar')]")) == 2
    assert "HIDDEN" not in page.text_content()


def test_what_is_uncertain_looks_so(client):
    make_workplan()

    _narrow, wide = drawings(tree(client, "/programmes/dwcp/"))

    assert len(wide.xpath(".//*[@class='vague']")) == 1
    assert len(wide.xpath(".//*[@class='dot']")) == 1
    assert len(wide.xpath(".//*[@class='dot-open']")) == 2


def test_the_undated_are_listed(client):
    make_workplan()

    for address in ("/timeline/", "/programmes/dwcp/"):
        [undated] = texts(tree(client, address), "//ul[contains(@class, 'ticks small')]/li")
        assert undated.startswith("On some day")


def test_a_drawing_is_an_image_with_a_name_and_holds_no_link(client):
    make_workplan()

    for drawing in drawings(tree(client, "/timeline/")):
        name = drawing.get("aria-labelledby")
        assert drawing.get("role") == "img"
        assert texts(drawing, f".//*[@id='{name}']") == ["Timeline"]
        assert drawing.xpath(".//*[local-name() = 'a']") == []


def test_a_year_can_be_asked_for(client):
    make_workplan()

    page = tree(client, "/timeline/?year=2026")

    assert len(page.xpath("//ol[@class='keys']/li")) == 2
    assert "/embed/timeline/?year=2026" in page.text_content()
    wrong = client.get("/timeline/?year=soon").content.decode()
    assert "“soon” is no year of four digits." in wrong
    assert "A meeting of it" in wrong


def test_an_empty_register_has_no_picture(client):
    page = tree(client, "/timeline/")

    assert drawings(page) == []
    assert "The register has nothing of this kind yet." in page.text_content()


def test_an_embedded_picture_names_its_source_and_leads_to_the_register(client, settings):
    make_workplan()

    page = tree(client, "/embed/timeline/dwcp/")

    [source] = page.xpath("//footer")
    assert source.text_content().startswith("Source: Cambodia Labour Cooperation Register, as of")
    assert source.xpath(".//a/@href") == [f"{settings.SITE_URL}/programmes/dwcp/"]
    assert "A report" in page.text_content()


def test_an_old_address_of_an_embedded_picture_leads_on(client):
    programme = make_workplan()
    OldSlug.objects.create(record_type="programme", record_uid=programme.uid, slug="once")

    moved = client.get("/embed/timeline/once/")

    assert (moved.status_code, moved["Location"]) == (301, "/embed/timeline/dwcp/")


def test_what_is_too_much_to_draw_is_counted(client, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_MARKS", 2)
    make_workplan()

    page = tree(client, "/programmes/dwcp/")

    assert len(page.xpath("//ol[@class='keys']/li")) == 2
    assert "1 older record is not drawn." in page.text_content()


@pytest.mark.parametrize("address", ["/timeline/", "/embed/timeline/"])
def test_a_register_that_is_too_large_to_draw_says_so(client, monkeypatch, address):
    newest = [(name, subject, date, 1) for name, subject, date, _most in queries.LINES]
    monkeypatch.setattr(queries, "LINES", newest)
    make_workplan()

    said = " ".join(tree(client, address).text_content().split())

    assert "the newest 1 of 2 programmes, 1 of 2 events and 1 of 1 due dates" in said


@pytest.mark.parametrize("address", ["/timeline/", "/programmes/dwcp/"])
def test_a_year_far_from_the_others_leaves_them_readable_and_is_named(client, address):
    programme = make_workplan()
    for title, date in (("In the first year", "0001"), ("In the last year", "9999-12-31")):
        link = [EventLink(kind="follows", programme=programme)]
        make_event(title=title, date=date, parts=link)

    page = tree(client, address)

    days = texts(page, "//ol[@class='keys']/li")
    assert ["In the first year" in days[0], "In the last year" in days[-1]] == [True, True]
    (caption,) = texts(page, "//figure[@class='viz'][1]/figcaption")
    assert "In the first year (1)" in caption
    assert "In the last year (31 December 9999)" in caption
    assert "A meeting of it" not in caption
    for drawing in drawings(page)[:2]:
        assert texts(drawing, NUMBERS) == ["1", "2", "3", "4", "5"]
        labels = texts(drawing, ".//*[contains(@class, 't-soft')]")
        assert (labels[0], labels[-1], len(labels) > 4) == ("…", "…", True)
