"""From a pasted article to a submitted event with four statements, by few clicks and keys."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

ARTICLE = "\n\n".join(
    [
        "Kiln owners and labour officials look at safety",
        "On 3 February 2026 kiln owners met officials in Phnom Penh for a training.",
        "Heng Sour opened the day with a look back.",
        "He said that every kiln would be visited once a year.",
        "Visits begin in the dry season.",
        "Owners had asked for clear dates.",
        "Hang Chuon Naron spoke of the training of inspectors.",
        "Inspectors learn for two weeks.",
        "They then travel in pairs.",
        "Heng Sour answered questions on fines.",
        "No fine had been set so far.",
        "Owners wished for more time.",
        "Hang Chuon Naron closed with thanks.",
        "Another round is planned.",
        "The place is not known yet.",
    ]
)
SPEAKERS = {3: "Heng Sour", 7: "Hang Chuon Naron", 10: "Heng Sour", 13: "Hang Chuon Naron"}
MOST = 40


class Hand:
    """An editor's hand: every click and key counts, but for the wording itself."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, role: str, name: str, within: str = "body") -> None:
        self.page.locator(within).get_by_role(role, name=name, exact=True).first.click()
        self.count += 1

    def word(self, field: str, text: str) -> None:
        # Into the field, then the wording.
        self.page.locator(f"#id_{field}").fill(text)
        self.count += 1

    def choose(self, field: str, typed: str) -> None:
        self.page.locator(f"#id_{field} + .select2").click()
        self.page.get_by_role("searchbox").last.fill(typed)
        self.page.get_by_role("option").filter(has_text=typed).first.click()
        self.count += 2 + len(typed)


def test_an_article_becomes_a_submitted_event_with_four_statements(
    administrator: Page, visit: Callable[..., Page]
):
    administrator.goto("/admin/cooperation/source/add/")
    hand = Hand(administrator)
    hand.word("title_en", "A day on safe kilns")
    hand.choose("kind", "Press")
    hand.word("text", ARTICLE)
    hand.click("button", "Save and enter facts")

    hand.click("link", "Event", "#p2")
    hand.word("title_en", "Training day on safe kilns")
    hand.click("button", "Training Kind of event", "#entering")
    hand.click("button", "3 February 2026 date: 2026-02-03", "#entering")
    hand.click("button", "Phnom Penh place", "#entering")
    hand.click("button", "Save draft")
    for number, name in SPEAKERS.items():
        hand.click("link", "Statement", f"#p{number}")
        hand.word("text_en", f"What {name} told the owners, in our words, at {number}.")
        hand.click("button", f"{name} person", "#entering")
        expect(administrator.locator("#id_speakers-0-cited_locator")).to_have_value(str(number))
        hand.click("button", "Save draft")
    hand.click("button", "Submit all 5 for review")
    expect(administrator.locator(".messagelist")).to_contain_text("5 records are in review.")
    assert hand.count < MOST, hand.count

    administrator.goto("/admin/cooperation/statement/?pending=in_review")
    rows = administrator.locator("#result_list tbody tr")
    expect(rows).to_have_count(4)
    for name in set(SPEAKERS.values()):
        expect(rows.filter(has_text=f"What {name} told")).to_have_count(2)
    administrator.goto("/admin/cooperation/event/?pending=in_review")
    administrator.get_by_role("link", name="Training day on safe kilns").click()
    expect(administrator.locator("#id_date")).to_have_value("2026-02-03")
    expect(administrator.locator("#id_places option[selected]")).to_have_text(["Phnom Penh"])
    expect(administrator.locator("#id_citations-0-locator")).to_have_value("2")
    assert visit("/events/").get_by_role("link", name="Training day").count() == 0
