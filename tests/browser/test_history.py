"""An administrator compares versions, brings one back, undeletes a record and redacts a name."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

FIRST, SECOND = "Keo Bopha", "Keo Bophany"
PEOPLE = "/admin/cooperation/person/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def told(page: Page, text: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(text)


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


@pytest.fixture
def person(administrator: Page) -> str:
    """Save a draft of a person twice, and return where its form is."""
    desk = administrator
    desk.goto(f"{PEOPLE}add/")
    for name in (FIRST, SECOND):
        desk.locator("#id_name_en").fill(name)
        press(desk, "Save and continue editing")
        told(desk, name)
    return desk.url


def test_versions_are_compared_brought_back_undeleted_and_redacted(
    administrator: Page, person: str, visit: Callable[..., Page]
):
    desk, history = administrator, person.replace("/change/", "/history/")

    desk.goto(history)
    rows = desk.locator("table.steps tbody tr:not(.on-top)")
    rows.last.get_by_role("radio", name=re.compile("^From")).check()
    rows.first.get_by_role("radio", name=re.compile("^To")).check()
    press(desk, "Compare the two chosen")
    expect(desk.locator(".differences del").first).to_contain_text(FIRST.split()[-1])
    expect(desk.locator(".differences ins").first).to_contain_text(SECOND.split()[-1])
    assert serious(desk) == []

    rows.last.get_by_role("link", name=re.compile("what it changed")).click()
    desk.get_by_label("Why this change?").fill("The first spelling was right.")
    press(desk, "Restore into a draft")
    told(desk, FIRST)
    expect(desk.locator("#id_name_en")).to_have_value(FIRST)

    desk.goto(person.replace("/change/", "/delete/"))
    desk.get_by_role("button", name=re.compile("Yes")).click()
    desk.goto("/admin/cooperation/revision/deleted/")
    assert serious(desk) == []
    press(desk, f"Bring back “{FIRST}”")
    told(desk, "is back, as a draft.")
    back = desk.url

    desk.goto(back.replace("/change/", "/history/"))
    expect(desk.locator("table.steps")).to_contain_text("The first spelling was right.")
    desk.get_by_role("link", name="Take values out").click()
    assert serious(desk) == []
    for name in (FIRST, SECOND):
        for box in desk.get_by_label(name, exact=True).all():
            box.check()
    desk.get_by_label("Why?").fill("At the wish of the person.")
    desk.get_by_label(re.compile("nobody can bring it back")).check()
    press(desk, "Take the chosen values out")
    told(desk, "The values are taken out, everywhere.")
    assert "Keo Boph" not in desk.content()
    desk.goto(back)
    expect(desk.locator("#id_name_en")).to_have_value("[redacted]")
    desk.goto("/admin/cooperation/revision/?q=Bopha")
    assert desk.locator("#result_list tbody tr").count() == 0


def test_the_review_reads_well_on_a_phone(administrator: Page, person: str):
    desk = administrator
    desk.goto(person.replace("/change/", "/review/"))
    assert serious(desk) == []
    desk.set_viewport_size({"width": 360, "height": 740})
    assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(desk.locator(".differences ins").first).to_be_visible()
