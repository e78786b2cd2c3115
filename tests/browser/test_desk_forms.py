"""Forms of the desk as they are opened, left and sent by hand."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD

KINDS = (
    "commitment",
    "event",
    "organisation",
    "person",
    "place",
    "post",
    "programme",
    "source",
    "statement",
    "term",
)


def left_untouched(desk: Page, address: str) -> list[str]:
    """Open a form, click beside its fields, and leave it; return what the browser asked."""
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(address), dialog.accept()))
    desk.goto(address)
    # A browser asks nobody who has not touched the page.
    desk.locator("#content h1").first.click()
    desk.get_by_role("link", name="Home").first.click()
    desk.wait_for_url("**/admin/")
    return asked


def test_an_untouched_form_is_left_without_a_question(administrator: Page):
    asked = []
    for kind in KINDS:
        listed = f"/admin/cooperation/{kind}/"
        administrator.goto(listed)
        first = administrator.locator("#result_list tbody th a").first.get_attribute("href")
        for address in (f"{listed}add/", str(first)):
            asked += left_untouched(administrator, address)
    assert asked == []


def test_what_a_picker_chose_is_not_left_unawares(administrator: Page):
    desk = administrator
    desk.goto("/admin/cooperation/event/add/")
    desk.locator("#id_kind + .select2").click()
    desk.locator(".select2-results__option").filter(has_text="Meeting").first.click()
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.get_by_role("link", name="Home").first.click()
    desk.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]


def test_each_button_of_an_account_can_be_pressed(administrator: Page):
    desk = administrator
    desk.goto("/admin/cooperation/user/?q=contributor")
    desk.locator("#result_list tbody th a").first.click()
    desk.wait_for_url(re.compile("reauthenticate|/change/"))
    if "reauthenticate" in desk.url:
        desk.get_by_label("Password").fill(PASSWORD)
        desk.get_by_label("Password").press("Enter")
    for name in ("Save and continue editing", "Mail a link to a new password"):
        desk.get_by_role("button", name=name, exact=True).click()
        # The answer may wait for the mail.
        expect(desk.locator(".messagelist li")).to_have_count(1, timeout=20_000)


def test_a_draft_is_made_seen_by_its_link_and_discarded(
    sign_in: Callable[[str], Page], visit: Callable[..., Page]
):
    desk = sign_in("contributor")
    desk.goto("/admin/cooperation/person/")
    desk.locator("#result_list tbody th a").nth(3).click()
    form = desk.url
    expect(desk.get_by_role("button", name="Discard draft")).to_have_count(0)
    desk.locator("#id_name_en").fill("Prak Sokhonn of Kep")
    desk.get_by_role("button", name="Save and continue editing").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="Preview").click()
    opened.value.wait_for_load_state()
    link = opened.value.url
    desk.goto(form)
    expect(desk.locator(".standing").last).to_contain_text("You see the draft of contributor")
    desk.get_by_role("button", name="End this link").click()
    expect(desk.locator(".messagelist")).to_contain_text("The link to the preview is ended.")
    assert desk.request.get(link).status == 404
    desk.get_by_role("button", name="Discard draft").click()
    expect(desk.locator(".messagelist")).to_contain_text("The draft is discarded.")
    expect(desk.get_by_role("button", name="Discard draft")).to_have_count(0)
    assert desk.locator("#id_name_en").input_value() != "Prak Sokhonn of Kep"


def test_what_is_too_large_is_not_sent_and_stays_as_it_was_typed(administrator: Page):
    desk = administrator
    desk.goto("/admin/cooperation/person/add/")
    expect(desk.locator("#too-large")).to_be_hidden()
    desk.locator("#id_name_en").fill("Sok Vanna")
    desk.locator("#too-large").evaluate("note => { note.dataset.fields = 3; }")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator("#too-large")).to_be_visible()
    assert desk.url.endswith("/admin/cooperation/person/add/")
    assert desk.locator("#id_name_en").input_value() == "Sok Vanna"
