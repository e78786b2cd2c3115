"""A known name is warned of while it is typed; what was made twice is merged, and parted again."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

KNOWN, TYPED = "International Labour Organization", "International Labor Organisation"


def test_a_name_typed_twice_is_warned_of_merged_and_parted(
    administrator: Page, visit: Callable[..., Page]
):
    desk = administrator
    desk.goto("/admin/cooperation/organisation/add/")
    desk.locator("#id_name_en").press_sequentially(TYPED)
    warning = desk.get_by_role("status").filter(has_text="Known already?")
    expect(warning.get_by_role("link", name=KNOWN)).to_have_attribute("target", "_blank")
    expect(warning).to_contain_text("other spelling, live")
    desk.locator("#id_name_en").fill("Guild of basket weavers")
    expect(warning).to_have_count(0)
    desk.locator("#id_name_en").fill(TYPED)
    expect(warning).to_be_visible()
    desk.get_by_role("button", name="Save draft").click()
    # What was shown while typing is not told again.
    expect(desk.locator(".messagelist li")).to_have_count(1)

    desk.get_by_role("link", name=TYPED).first.click()
    desk.get_by_role("link", name="Merge with …").click()
    desk.get_by_role("link", name=KNOWN).click()
    expect(desk.locator(".select2-selection")).to_contain_text(KNOWN)
    desk.get_by_label("The other record", exact=True).last.check()
    desk.get_by_label("Why are they the same?").fill("American spelling.")
    desk.get_by_role("button", name="Show what would move").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Merge “{TYPED}” into “{KNOWN}”?")
    desk.get_by_role("button", name="Merge them").click()
    expect(desk.locator(".messagelist")).to_contain_text(f"“{TYPED}” is merged into “{KNOWN}”")
    expect(desk.locator("#id_name_en")).to_have_value(KNOWN)

    reader = visit("/stakeholders/organisations/international-labor-organisation/")
    assert reader.url.endswith("/organisations/ilo/")

    desk.get_by_role("link", name="Where used").click()
    expect(desk.locator(".namers li").first).to_be_visible()
    desk.go_back()
    desk.get_by_role("link", name="Merge with …").click()
    desk.get_by_role("link", name="Undo").click()
    expect(desk.get_by_role("main")).to_contain_text(re.compile("merged “.*” into"))
    desk.get_by_label("Why was it a mistake?").fill("To try it.")
    desk.get_by_role("button", name="Undo the merge").click()
    expect(desk.locator(".messagelist")).to_contain_text(f"“{TYPED}” is a record of its own again")
    assert visit("/stakeholders/organisations/ilo/").get_by_text(TYPED).count() == 0
