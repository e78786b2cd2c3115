"""A picture and a document on their way from an editor's machine to a reader's page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.files import image, pdf

LOADED = "image => image.naturalWidth > 0"


def test_files_are_chosen_looked_at_published_and_read(
    administrator: Page, visit: Callable[..., Page]
):
    desk = administrator
    desk.goto("/admin/cooperation/event/?q=Indonesia")
    desk.locator("#result_list tbody th a").first.click()
    title = desk.locator("#id_title_en").input_value()
    desk.get_by_role("button", name="Add another Picture").click()
    photo = {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": image("JPEG", (1500, 900))}
    desk.locator("#id_pictures-0-file").set_input_files(photo)
    desk.locator("#id_pictures-0-licence").select_option("CC0-1.0")
    desk.get_by_role("button", name="Add another Document").click()
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=3)}
    desk.locator("#id_documents-0-file").set_input_files(plan)
    desk.locator("#id_documents-0-title_en").fill("Plan of the hall")
    desk.locator("#id_documents-0-licence").select_option("CC0-1.0")
    desk.get_by_role("button", name="Publish now").click()

    expect(desk.locator("#pictures-0 .errorlist")).to_contain_text("Say in English")
    expect(desk.locator("#documents-0 .emptied")).to_contain_text("“plan.pdf” is not kept yet")
    desk.locator("#id_pictures-0-alt_en").fill("A hall full of people")
    desk.locator("#id_pictures-0-file").set_input_files(photo)
    desk.locator("#id_documents-0-file").set_input_files(plan)
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    kept = desk.locator("#pictures-0 img.kept")
    expect(kept).to_have_js_property("complete", True)
    assert kept.evaluate(LOADED)

    reader = visit("/events/", java_script_enabled=True)
    reader.get_by_role("link", name=title).first.click()
    shown = reader.get_by_role("img", name="A hall full of people")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate(LOADED)
    assert shown.evaluate("image => image.currentSrc").endswith(".webp")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Plan of the hall").click()
    assert download.value.suggested_filename == "plan-of-the-hall.pdf"
