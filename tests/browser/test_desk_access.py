"""The desk's own screens under axe: nothing that assistive technology would stumble over."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENS = (
    "/admin/",
    "/admin/cooperation/event/",
    "/admin/cooperation/event/add/",
    "/admin/cooperation/person/1/change/",
    "/admin/cooperation/person/1/review/",
    "/admin/cooperation/person/1/history/",
    "/admin/cooperation/person/1/delete/",
    "/admin/cooperation/source/1/enter/",
    "/admin/cooperation/draft/",
    "/admin/cooperation/revision/deleted/",
    "/admin/cooperation/organisation/import/",
)
LOOKS = {
    "wide-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "narrow-dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}
GRAVE = ("serious", "critical")


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_grave_on_the_screens_of_the_desk(
    sign_in: Callable[..., Page], look: str
):
    # Axe writes styles of its own into the page; what the page itself does is held elsewhere.
    page = sign_in("administrator", bypass_csp=True, **LOOKS[look])
    found = {}
    for address in SCREENS:
        response = page.goto(address)
        assert response is not None and response.status == 200, address
        violations = Axe().run(page).response["violations"]
        grave = [
            f"{item['id']}: {node['html'][:160]}"
            for item in violations
            if item["impact"] in GRAVE
            for node in item["nodes"][:3]
        ]
        if grave:
            found[address] = grave
    assert found == {}
