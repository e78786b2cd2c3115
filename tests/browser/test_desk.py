"""What an administrator does at the desk, and what readers then see."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

TITLE = "Meeting on safe work in brick kilns"


def choose(page: Page, name: str, typed: str) -> None:
    """Pick the first suggestion for what is typed into an autocomplete field."""
    page.locator(f"#id_{name} + .select2").click()
    page.get_by_role("searchbox").last.fill(typed)
    page.get_by_role("option").filter(has_text=typed).first.click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish now", exact=True).first.click()


def test_an_event_is_made_published_read_and_withdrawn(
    administrator: Page, visit: Callable[..., Page]
):
    desk = administrator
    desk.goto("/admin/cooperation/event/add/")
    desk.locator("#id_title_en").fill(TITLE)
    choose(desk, "kind", "Meeting")
    desk.locator("#id_date").fill("2026-02-03")
    desk.get_by_role("button", name="Add another Participation").click()
    choose(desk, "participations-0-person", "Heng Sour")
    choose(desk, "participations-0-role", "Speaker")
    publish(desk)
    expect(desk.locator(".errorlist").first).to_contain_text("source")
    assert visit("/events/").get_by_role("link", name=TITLE).count() == 0

    choose(desk, "participations-0-cited_source", "Training")
    desk.locator("#id_participations-0-cited_locator").fill("2")
    publish(desk)
    expect(desk.locator(".messagelist")).to_contain_text(f"“{TITLE}” is published.")

    reader = visit("/events/")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("main")).to_contain_text("3 February 2026")
    expect(reader.get_by_role("main").get_by_role("link", name="Heng Sour")).to_be_visible()
    expect(reader.get_by_role("link", name="¶2").first).to_be_visible()

    desk.get_by_role("link", name="View on site").click()
    assert desk.url == reader.url
    desk.go_back()
    desk.get_by_role("button", name="Withdraw, without saving").last.click()
    expect(desk.locator(".messagelist")).to_contain_text("The record is withdrawn.")
    assert visit("/events/").get_by_role("link", name=TITLE).count() == 0
    assert reader.request.get(reader.url).status == 404
