"""Khmer pages in a browser without a Khmer font of its own: what they cost, how they are set."""

import pytest
from playwright.sync_api import expect

WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RECEIVED = """() => ["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind))
    .map((entry) => [entry.name.split("/").pop(), entry.transferSize])"""
OF_TEXT = "(one) => [getComputedStyle(one).fontStyle, parseFloat(getComputedStyle(one).lineHeight)"
LINES = f"{OF_TEXT} / parseFloat(getComputedStyle(one).fontSize)]"

IS_LOADED = """() => [...document.fonts]
    .some((face) => face.family.includes("Reg Khmer") && face.status === "loaded")"""


def received(page) -> dict[str, int]:
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    return dict(page.evaluate(RECEIVED))


def faces(found: dict[str, int]) -> list[str]:
    return sorted(name.partition(".")[0] for name in found if name.endswith(".woff2"))


def test_a_first_visit_stays_small_and_english_fetches_no_khmer_letters(visit):
    khmer, english = received(visit("/km/")), received(visit("/"))
    assert [faces(found) for found in (khmer, english)] == [
        ["noto-sans-khmer-400", "noto-sans-khmer-700"],
        ["language-names", "newsreader-500"],
    ]
    assert sum(khmer.values()) <= 90_000
    assert sum(english.values()) <= 60_000


def test_khmer_words_within_an_english_page_have_their_letters_and_lines(visit):
    page = visit("/about/")
    page.locator(".lede").evaluate("(p) => { p.innerHTML = '<span lang=\"km\">ការងារ</span>' }")
    word = page.locator(".lede span")
    assert word.evaluate("(one) => getComputedStyle(one).fontFamily").startswith('"Reg Khmer"')
    assert word.evaluate(LINES) == ["normal", pytest.approx(1.85, abs=0.01)]
    page.wait_for_function(IS_LOADED)


@pytest.mark.parametrize("path", ["/km/", "/km/events/", "/km/timeline/", "/km/tripartite/"])
def test_khmer_fits_a_small_screen_with_tall_lines(visit, path):
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate(WIDEST) <= 0
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    style, height = heading.evaluate(LINES)
    assert (style, round(height, 1)) == ("normal", 1.6)
    assert page.locator("body").evaluate(LINES)[1] == pytest.approx(1.85, abs=0.01)


def test_the_switch_leads_there_and_back_with_what_was_asked(visit):
    page = visit("/events/?q=forum")
    page.get_by_role("link", name="ភាសាខ្មែរ").click()
    assert page.url.endswith("/km/events/?q=forum")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url.endswith("/events/?q=forum")
