"""Ten questions that the five articles answer: a phone, no JavaScript, three steps at most."""

import pytest
from playwright.sync_api import Page, expect

MOST_STEPS = 3
MEETING = "Meeting to endorse the priority areas of the 2026–2027 workplan"
TRAINING = "Training of public employment service officials"
FORUM = "Skills and Future of Work Partner Forum: National Structured Funding Dialogue"
MINISTER = "Minister of Labour and Vocational Training"
# The question; the links to follow from the front page; where the answer stands; what it says.
QUESTIONS = {
    "who led the labour ministry in February 2022": (
        ["Who’s who", "Posts", MINISTER],
        "Holders over time",
        ["Ith Samheng", "17 February 2022", "¶12"],
    ),
    "how many officials were trained": (
        ["Events", TRAINING],
        "Figures",
        ["nearly 100 officials", "¶5"],
    ),
    "who pays for the project behind the training": (
        ["Events", TRAINING],
        "How it connects",
        ["Funded by Swiss Agency for Development and Cooperation"],
    ),
    "whose date has passed": (
        ["Commitments", "Date has passed"],
        "Expected date has passed, no later report",
        ["Submission of the 2026–2027 workplan for formal endorsement", "March 2026", "¶23"],
    ),
    "what employers said about the workplan": (
        ["Events", MEETING],
        "What each side said and promised",
        ["Sok Lor", "Vice President of CAMFEBA", "¶14–15"],
    ),
    "what the workplan is part of": (
        ["Programmes", "Cambodia Decent Work Country Programme 2024–2028"],
        "Parts of this programme",
        ["Workplan 2026–2027", "2026 to 2027"],
    ),
    "when the skills forum was": (
        ["Events", FORUM],
        "",
        ["17 February 2022"],
    ),
    "who speaks for the ILO": (
        ["Who’s who", "People", "Xiaoyan Qian"],
        "Posts",
        ["ILO Country Director"],
    ),
    "what a paragraph is evidence for": (
        ["Sources", "Training for officials of Cambodia's public employment services"],
        "",
        ["Keu Chhieng", "Swiss Agency for Development and Cooperation"],
    ),
    "what CAMFEBA stands for": (
        ["Short forms explained"],
        "",
        ["CAMFEBA", "Cambodian Federation of Employers and Business Associations"],
    ),
}


@pytest.mark.parametrize(("steps", "heading", "says"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_reader_finds_the_answer(reader: Page, steps, heading, says):
    assert len(steps) <= MOST_STEPS
    for name in steps:
        reader.get_by_role("link", name=name, exact=True).first.click()
    answer = reader.get_by_role("main")
    if heading:
        title = reader.get_by_role("heading", name=heading, exact=True)
        answer = reader.locator("section").filter(has=title).last
    for words in says:
        expect(answer).to_contain_text(words)


def test_there_are_ten_questions():
    assert len(QUESTIONS) == 10
