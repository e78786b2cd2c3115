import pytest

from cooperation.models import Citation, Figure
from tests.factories import make_event, make_programme, make_source, make_term
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db

ADDRESSES = ["/programmes/project/", "/embed/figures/programmes/project/"]
VALUES = ".//*[contains(@class, 't-v')]"


def trained(value, period="", **more):
    measure = make_term(scheme="measure", code="people-trained")
    return Figure(measure=measure, value=value, period=period, unit_en="people", **more)


@pytest.fixture
def project():
    return make_programme(
        slug="project",
        parts=[
            trained(120, "2021"),
            trained(260, "2022", qualifier="about"),
            trained(500, "2021/2024", kind="target"),
            trained(777),
            Figure(measure=make_term(scheme="measure", code="budget"), value=3, period="2021"),
        ],
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_picture_and_list_hold_the_same_figures(client, project, address):
    page = tree(client, address)

    listed = texts(page, "//dl[@class='facts']/div[dt = 'People trained']/dd/span[@class='num']")
    found = [drawing for drawing in drawings(page) if drawing.xpath(VALUES)]
    assert [drawing.get("class") for drawing in found] == ["narrow", "wide"]
    for drawing in found:
        values = texts(drawing, VALUES)
        assert values == ["120", "about 260", "500"]
        assert {f"{value} people" for value in values} <= set(listed)
    assert drawings(page)[0].xpath("./@style") == []


def test_a_target_and_what_is_not_exact_look_different(client, project):
    narrow, _wide = drawings(tree(client, ADDRESSES[1]))

    shapes = [
        (shape.tag.rpartition("}")[2], shape.get("class"))
        for shape in narrow.iter()
        if (shape.get("class") or "").startswith("dot")
    ]
    assert shapes == [("circle", "dot"), ("circle", "dot-open"), ("rect", "dot")]


def test_several_without_a_date_or_one_with_are_no_picture(client):
    event = make_event(slug="course", parts=[trained(38, "2025"), trained(40)])

    assert drawings(tree(client, f"/events/{event.slug}/")) == []
    embedded = tree(client, "/embed/figures/events/course/")
    assert "There is too little here to draw." in embedded.text_content()


def test_figures_of_an_event_are_drawn_too(client):
    make_event(slug="course", parts=[trained(38, "2025-05"), trained(40, "2025-06")])

    assert [texts(drawing, VALUES) for drawing in drawings(tree(client, "/events/course/"))] == [
        ["38", "40"],
        ["38", "40"],
    ]


def claims(page) -> list[tuple[str, str]]:
    return list(
        zip(
            texts(page, "//*[@class='dispute']//*[@class='lede num']"),
            texts(page, "//*[@class='dispute']//ul"),
            strict=True,
        )
    )


def test_figures_that_sources_differ_over_stand_side_by_side(client):
    report, paper = make_source(title="A report"), make_source(title="A paper", slug="paper")
    few, many, later = trained(38, "2025"), trained(40, "2025"), trained(90, "2026")
    cited = [
        Citation(source=report, part=few.pk, locator="2"),
        Citation(source=report, part=later.pk),
        Citation(source=paper, part=many.pk, locator="5"),
        Citation(source=paper, part=later.pk, stance="differs", stated_value="95"),
    ]
    make_event(slug="course", parts=[few, many, later, *cited], source=report)
    assert claims(tree(client, "/events/course/")) == [
        ("38 people", "A report Source S1 ¶2"),
        ("40 people", "A paper Source S2 ¶5"),
        ("90 people", "A report Source S1"),
        ("95", "A paper Source S2: says 95"),
    ]


def test_one_source_that_counts_twice_is_no_dispute(client):
    make_event(slug="course", parts=[trained(38, "2025"), trained(40, "2025")])
    assert claims(tree(client, "/events/course/")) == []
