"""The life of a record, from its first draft to its return after it was deleted."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

FIRST, CORRECTED, LIVE = "Sok Vanna", "Sok Vannak", "Sok Vannary"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def told(page: Page, text: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(text)


def cite(page: Page) -> None:
    page.locator("#citations-group").get_by_role("button", name="Add another").click()
    page.locator("#id_citations-0-source + .select2").click()
    page.get_by_role("searchbox").last.fill("Training")
    page.get_by_role("option").filter(has_text="Training").first.click()
    page.locator("#id_citations-0-locator").fill("2")


def public_names(visit: Callable[..., Page]) -> list[str]:
    page = visit("/stakeholders/people/?limit=500")
    names = page.get_by_role("main").get_by_role("link", name=re.compile("Sok Vann"))
    return sorted(set(names.all_inner_texts()))


def test_a_record_lives_from_draft_to_deletion_and_back(
    sign_in: Callable[[str], Page], visit: Callable[..., Page]
):
    contributor, publisher = sign_in("contributor"), sign_in("publisher")

    # Written and submitted by a contributor, who may not publish.
    contributor.goto("/admin/cooperation/person/add/")
    contributor.locator("#id_name_en").fill(FIRST)
    cite(contributor)
    expect(contributor.get_by_role("button", name="Publish now")).to_have_count(0)
    press(contributor, "Submit for review")
    told(contributor, f"“{FIRST}” is in review.")
    form = contributor.url
    assert public_names(visit) == []

    # Given back by a publisher, from the front page of the desk.
    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Waiting for me").click()
    publisher.get_by_role("link", name=FIRST).click()
    publisher.get_by_label("What should be changed?").fill("Which spelling is his own?")
    press(publisher, "Request changes")
    told(publisher, FIRST)

    # Corrected, submitted again, and scheduled for a far day.
    contributor.goto(form)
    contributor.locator("#id_name_en").fill(CORRECTED)
    press(contributor, "Submit for review")
    told(contributor, f"“{CORRECTED}” is in review.")
    publisher.goto(form)
    publisher.locator("#id_change_at_0").fill("2199-01-01")
    publisher.locator("#id_change_at_1").fill("09:00")
    press(publisher, "Schedule")
    told(publisher, f"“{CORRECTED}” is scheduled.")
    assert public_names(visit) == []

    # Published at once after all.
    publisher.goto(form)
    publisher.locator("#id_go_live_at_0").fill("")
    publisher.locator("#id_go_live_at_1").fill("")
    press(publisher, "Publish now")
    told(publisher, f"“{CORRECTED}” is published.")
    assert public_names(visit) == [CORRECTED]

    # Edited live: readers see no more than before, but by the link of the preview.
    contributor.goto(form)
    contributor.locator("#id_name_en").fill(LIVE)
    with contributor.expect_popup() as opened:
        press(contributor, "Preview")
    link = opened.value.url
    press(contributor, "Save and continue editing")
    told(contributor, "Readers still see what is live.")
    assert public_names(visit) == [CORRECTED]
    stranger = visit(link, java_script_enabled=False)
    expect(stranger.get_by_role("heading", level=1)).to_have_text(LIVE)
    expect(stranger.get_by_role("note")).to_contain_text("not public")

    # Compared and approved on the page of the review.
    contributor.goto(form)
    press(contributor, "Submit for review")
    publisher.goto(form.replace("/change/", "/review/"))
    expect(publisher.locator(".differences ins").first).to_contain_text("Vannary")
    press(publisher, "Approve and publish now")
    told(publisher, LIVE)
    assert public_names(visit) == [LIVE]

    # Withdrawn, deleted, and brought back as a draft.
    publisher.goto(form)
    press(publisher, "Withdraw, without saving")
    told(publisher, "The record is withdrawn.")
    assert public_names(visit) == []
    publisher.get_by_role("link", name="Delete").click()
    press(publisher, "Yes, delete it")
    told(publisher, LIVE)
    publisher.goto("/admin/cooperation/revision/deleted/")
    publisher.get_by_role("row").filter(has_text=LIVE).get_by_role("button").click()
    told(publisher, LIVE)
    publisher.goto("/admin/cooperation/person/?q=Vannary")
    expect(publisher.locator("td.field-public_state")).to_have_text(["draft"])
    assert public_names(visit) == []


def test_what_is_typed_is_not_left_unawares(sign_in: Callable[[str], Page]):
    desk = sign_in("contributor")
    desk.goto("/admin/cooperation/organisation/add/")
    desk.locator("#id_name_en").fill("A new union")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.get_by_role("link", name="Home").first.click()
    desk.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]
    desk.goto("/admin/cooperation/organisation/")
    keys = desk.locator("[accesskey]").evaluate_all("all => all.map(one => one.accessKey)")
    assert keys == ["k"]
    desk.goto("/admin/cooperation/organisation/add/")
    keys = desk.locator("[accesskey]").evaluate_all("all => all.map(one => one.accessKey)")
    assert sorted(keys) == ["p", "r", "s"]
