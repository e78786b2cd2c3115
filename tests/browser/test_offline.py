"""What a reader still has where there is no connection, and what is never kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

# A worker of the browser's own takes its time over what it keeps.
pytestmark = pytest.mark.alone

KEPT = """async () => {
  const found = [];
  for (const key of await (await caches.open("pages-1")).keys())
    found.push(key.url.slice(location.origin.length));
  return found;
}"""
MOST = 20


@pytest.fixture
def device(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """Return a reader's device whose browser keeps pages, the front page read last."""
    context = chromium.new_context(base_url=site, viewport={"width": 360, "height": 740})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    until_kept(page, "/")
    yield context
    context.close()


def until_kept(page: Page, *addresses: str) -> None:
    page.wait_for_function(
        f"async (wanted) => {{ const kept = await ({KEPT})(); "
        "return wanted.every((address) => kept.includes(address)); }",
        arg=list(addresses),
    )


def read(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        until_kept(page, address)


def test_what_was_read_is_there_with_its_day_and_other_pages_are_named(device):
    page = device.pages[0]
    read(page, "/events/?kind=forum", "/sources/skills-forum-2022/")
    expect(page.locator("#kept")).to_be_hidden()
    device.set_offline(True)
    # Asked through the worker, which takes a moment to learn of it.
    page.wait_for_function("fetch('/static/nothing').then(() => false, () => true)")
    page.goto("/events/?kind=forum")
    expect(page.locator("#kept")).to_be_visible()
    assert page.locator("#kept time").inner_text() == page.locator(".onpaper time").text_content()
    assert page.evaluate("document.fonts.check('500 1em \"Reg Serif\"')")
    page.goto("/about/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    kept = page.locator("section").filter(has_text="Pages kept on this device").get_by_role("link")
    assert kept.all_inner_texts()[1:] == ["Events", "Home"]
    kept.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/sources/skills-forum-2022/")


def test_desk_api_errors_and_filters_that_fail_are_not_kept(device):
    page = device.pages[0]
    for address in ("/admin/account/login/", "/api/v1/docs/", "/embed/map/", "/nothing/"):
        page.goto(address)
    read(page, "/about/")
    assert page.evaluate(KEPT) == ["/", "/about/"]


def test_the_last_twenty_stay_and_what_was_withdrawn_goes(device):
    page = device.pages[0]
    terms = [f"/events/?year={year}" for year in range(2000, 2000 + MOST)]
    read(page, "/about/", *terms[:-1], "/about/", terms[-1])
    assert page.evaluate(KEPT) == [*terms[1:-1], "/about/", terms[-1]][-MOST:]
    # Seen again and gone by now: the register answers that there is no such page.
    put = "async (address) => (await caches.open('pages-1')).put(address, new Response())"
    page.evaluate(put, "/events/withdrawn/?from=feed")
    page.goto("/events/withdrawn/")
    page.wait_for_function(
        f"async () => !(await ({KEPT})()).some((address) => address.includes('withdrawn'))"
    )
