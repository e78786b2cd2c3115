"""What is asked of every page in the browser, in one visit of it."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
REFLOWED = {"width": 320, "height": 640}
STOPS = 25
LARGEST_SHIFT = 0.1
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# Before anything of the page runs.
WATCH = """() => {
  window.refused = [];
  window.shifted = 0;
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    window.refused.push(`${violatedDirective} ${blockedURI || "inline"}`));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
# What no script may have changed: so the page says the same without any.
SERVED = """(text) => {
  const served = new DOMParser().parseFromString(text, "text/html");
  return served.body.innerHTML === document.body.innerHTML;
}"""
SPOKEN = """() => {
  const khmer = /[\\u1780-\\u17ff]/, found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (parentElement.closest("script, style") || !khmer.test(data)) continue;
    if (!(parentElement.closest("[lang]")?.lang ?? "").startsWith("km")) found.push(data.trim());
  }
  return found;
}"""
FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
  const isSeen = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  return isSeen ? "" : focused.outerHTML.slice(0, 80);
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEADINGS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((heading) => Number(heading.tagName[1]))"""


def shift_of(page: Page) -> float:
    """Return by how much the layout has shifted since an open page was opened with WATCH."""
    return page.evaluate("window.shifted")


def problems(page: Page, text: str) -> Iterator[str]:
    """Give what is wrong with an open page, served as `text`; it was opened with WATCH."""
    yield from (f"refused: {what}" for what in page.evaluate("window.refused"))
    if (shift := shift_of(page)) > LARGEST_SHIFT:
        yield f"the layout shifted by {shift}"
    if not page.evaluate(SERVED, text):
        yield "a script changed the page"
    yield from (f"Khmer without its language: {words}" for words in page.evaluate(SPOKEN))
    yield from _in_order(page.evaluate(HEADINGS))
    for look, size in (("light", PHONE), ("dark", DESKTOP)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        yield from (f"{look}, {size['width']}: {found}" for found in _axe(page))
        yield from _wider(page, size["width"])
    yield from _unfocused(page)
    page.set_viewport_size(REFLOWED)
    yield from _wider(page, REFLOWED["width"])


def _axe(page: Page) -> Iterator[str]:
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": RULES}}
    for rule in Axe().run(page, options=options).response["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {' '.join(map(str, node['target']))}"


def _wider(page: Page, width: int) -> Iterator[str]:
    over = page.evaluate(WIDER)
    if over > 0:
        yield f"{over} pixels wider than {width}"


def _in_order(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for above, level in zip([0, *levels], levels, strict=False):
        if level > above + 1:
            yield f"a heading of level {level} after one of level {above}"


def _unfocused(page: Page) -> Iterator[str]:
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return
        if found:
            yield f"no focus is seen on {found}"
