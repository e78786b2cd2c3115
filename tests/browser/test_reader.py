"""What a reader finds out from the front page on: a phone's width, JavaScript off."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

MINISTER = "Minister of Labour and Vocational Training"
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def follow(page: Page, *names: str) -> None:
    for name in names:
        main = page.get_by_role("main").get_by_role("link", name=name, exact=True)
        menu = page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
        (menu if menu.count() else main).first.click()


def part(page: Page, heading: str) -> Locator:
    title = page.get_by_role("heading", name=heading, exact=True)
    return page.locator("section").filter(has=title).last


def test_who_was_minister_on_a_day_and_how_that_is_known(reader):
    follow(reader, "Who’s who", "Posts", MINISTER)
    reader.get_by_label("Day", exact=True).fill("2022-02-17")
    reader.get_by_role("button", name="Ask").click()
    answer = part(reader, "Who held it on a day?")
    expect(answer.get_by_role("link", name="Ith Samheng", exact=True)).to_be_visible()
    expect(answer).to_contain_text("Seen in the post that day")
    expect(answer).to_contain_text("¶12")
    later = part(reader, "Holders over time").get_by_role("listitem").filter(has_text="Heng Sour")
    expect(later).to_contain_text("5–9 May 2025")
    expect(later).to_contain_text("22 January 2026")


def test_who_funds_the_projects_behind_a_training_and_how_many_it_trained(reader):
    follow(reader, "Events", "Training of public employment service officials")
    expect(part(reader, "Figures")).to_contain_text("nearly 100 officials")
    behind = part(reader, "How it connects")
    for project, funder in [
        ("phase 3", "Swiss Agency for Development and Cooperation"),
        ("ProSSCE-ASEAN", "Ministry of Human Resources and Social Security of China"),
    ]:
        line = behind.get_by_role("listitem").filter(has_text=project)
        expect(line).to_contain_text("is supported by")
        expect(line).to_contain_text(f"Funded by {funder}")
    behind.get_by_role("link", name="ProSSCE-ASEAN").click()
    expect(part(reader, "Who takes part")).to_contain_text("Ministry of Human Resources")


def test_whose_date_has_passed(reader):
    follow(reader, "Commitments", "Date has passed")
    expect(reader.get_by_role("heading", name="1 commitment or stated plan")).to_be_visible()
    passed = part(reader, "Expected date has passed, no later report")
    expect(passed).to_contain_text("Submission of the 2026–2027 workplan for formal endorsement")
    expect(passed).to_contain_text("Expected March 2026. No later report in the 5 sources read")
    expect(passed).to_contain_text("¶23")


def test_what_each_side_said_on_a_day(reader):
    follow(reader, "Events", "Meeting to endorse the priority areas of the 2026–2027 workplan")
    expect(reader.get_by_role("main")).to_contain_text("22 January 2026")
    said = part(reader, "What each side said and promised")
    for speaker, passage in [
        ("Sok Lor, Vice President of CAMFEBA", "¶14–15"),
        ("Sam Soeun", "¶17–18"),
        ("Heng Sour, Minister of Labour", "¶7–8"),
        ("Xiaoyan Qian, ILO Country Director", "¶21–22"),
    ]:
        statement = said.locator("li.said").filter(has_text=speaker)
        expect(statement).to_have_count(1)
        expect(statement).to_contain_text(passage)


def test_what_a_paragraph_supports(reader):
    follow(reader, "Sources", "Training for officials of Cambodia's public employment services")
    paragraph = reader.locator("#p5")
    expect(paragraph).to_contain_text("Keu Chhieng")
    expect(paragraph).to_contain_text("Swiss Agency for Development and Cooperation")
    expect(paragraph).not_to_contain_text("National Employment Agency")


def test_a_tag_beside_a_fact_leads_to_its_paragraph(reader):
    follow(reader, "Events", "Training of public employment service officials")
    part(reader, "Figures").get_by_role("link", name="¶5").click()
    assert reader.url.endswith("/sources/employment-services-training/#p5")
    expect(reader.locator("#p5")).to_be_in_viewport()


def test_events_are_filtered_and_what_is_wrong_is_said(reader):
    follow(reader, "Events")
    reader.get_by_text("Filter these events").click()
    reader.get_by_role("checkbox", name=re.compile(r"^Forum\W+[0-9]+$")).check()
    reader.get_by_role("button", name="Apply").click()
    assert "kind=forum" in reader.url
    heading = reader.get_by_role("heading", name=re.compile("^[0-9]+ events?$"))
    assert heading.inner_text().split()[0] == str(reader.locator("ol.rows > li").count())
    reader.goto("/events/?from=tomorrow")
    expect(reader.get_by_role("alert")).to_contain_text("“tomorrow” is no day")
    reader.goto("/events/?year=1999")
    reader.get_by_role("link", name="Show the whole list").click()
    assert reader.url.endswith("/events/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/programmes/",
        "/programmes/dwcp-2024-2028/",
        "/events/",
        "/events/workplan-endorsement-meeting-2026/",
        "/stakeholders/",
        "/stakeholders/organisations/",
        "/stakeholders/people/",
        "/stakeholders/people/ith-samheng/",
        "/stakeholders/posts/minister-of-labour/",
        "/statements/",
        "/commitments/",
        "/sources/",
        "/sources/skills-forum-2022/",
        "/about/",
        "/accessibility/",
        "/glossary/",
        "/tripartite/",
        "/timeline/",
        "/network/",
        "/map/",
        "/embed/timeline/dwcp-2024-2028/",
        "/embed/network/organisations/ilo/",
        "/embed/map/",
        "/embed/commitments-by-state/",
        "/data/",
        "/api/v1/docs/",
    ],
)
def test_nothing_is_wider_than_a_small_screen(visit, path):
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate(WIDEST) <= 0
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
