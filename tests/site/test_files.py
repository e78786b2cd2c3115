"""Pictures and documents as readers get them: on pages, and each at its own address."""

import re

import pytest
from django.test import Client

from cooperation.models import Citation
from cooperation.publishing import workflow
from cooperation.web import streaming
from cooperation.web.files import LARGE, POLICY
from tests import factories, files
from tests.admin import desk
from tests.files import content_of
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db

MAKE = {
    "programme": factories.make_programme,
    "event": factories.make_event,
    "organisation": factories.make_organisation,
    "person": factories.make_person,
}


def said(root, path: str) -> list[str]:
    """Return the texts; which number a source has on a page, depends on what comes before."""
    return [re.sub(r"S\d", "S?", text) for text in texts(root, path)]


def address(part) -> str:
    return f"/media/{part.file.name}"


def test_a_picture_is_answered_as_what_it_is_and_nothing_else(client):
    data = files.image("JPEG")
    picture = files.picture(data)
    factories.make_event(parts=[picture])
    stem = address(picture).removesuffix(".jpg")
    for path, media_type in (
        (f"{stem}.jpg", "image/jpeg"),
        (f"{stem}-320.webp", "image/webp"),
        (f"{stem}-320.jpg", "image/jpeg"),
    ):
        response = client.get(path)
        content = content_of(response)
        assert (response.status_code, response["Content-Type"]) == (200, media_type)
        assert response["Content-Length"] == str(len(content))
        assert response["Content-Disposition"] == "inline"
        assert response["Content-Security-Policy"] == POLICY
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=60, stale-if-error=3600"
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "Content-Security-Policy"):
            assert head[name] == response[name]


def test_who_has_a_file_already_is_not_sent_it_again(client):
    picture = files.picture()
    event = factories.make_event(parts=[picture])
    first = client.get(address(picture))
    content_of(first)
    held = {"If-None-Match": first["ETag"]}
    again = client.get(address(picture), headers=held)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    workflow.withdraw(event, by=None, at=factories.AT)
    assert client.get(address(picture), headers=held).status_code == 404


def test_a_document_is_saved_under_its_title(client):
    data = files.pdf()
    document = files.document(data, title_en="Plan for 2026")
    factories.make_event(parts=[document])
    response = client.get(address(document))
    assert content_of(response) == data
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="plan-for-2026.pdf"'
    assert response["Content-Security-Policy"] == POLICY


def test_a_large_file_counts_among_the_long_answers_and_a_small_one_does_not(client):
    drawing = b"<< /Length %d >>\nstream\n%s\nendstream" % (LARGE, b" " * LARGE)
    large, small = files.document(files.pdf(drawing)), files.document(files.pdf())
    factories.make_event(parts=[large, small])
    unread = [client.get(address(large)) for _number in range(streaming.MOST_OPEN)]
    refused = client.get(address(large))
    assert (refused.status_code, refused["Retry-After"]) == (503, streaming.BUSY_SECONDS)
    assert not refused.has_header("ETag")
    assert client.head(address(large)).status_code == 200
    assert content_of(client.get(address(small))) == files.pdf()
    assert {content_of(response) for response in unread} == {files.pdf(drawing)}
    again = client.get(address(large))
    assert again["Content-Length"] == str(len(content_of(again)))


def test_a_file_that_is_gone_is_answered_like_one_that_never_was(client):
    picture = files.picture()
    factories.make_event(parts=[picture])
    picture.file.storage.delete(picture.file.name)
    gone, unknown = client.get(address(picture)), client.get("/media/x.png")
    assert (gone.status_code, gone.content) == (404, unknown.content)


@pytest.mark.parametrize(
    "name", ["x", "..", "%2e%2e%2fsecret_key", "a/b", "%2Fetc%2Fpasswd", "x.png%00", "ក.png"]
)
def test_no_other_name_leads_anywhere(client, name):
    assert client.get(f"/media/{name}").status_code in (400, 404)


@pytest.mark.parametrize("kind", MAKE)
def test_a_page_shows_pictures_with_their_words_terms_and_sources(client, kind):
    hall = files.picture(files.image(size=(1500, 1000)), alt_en="A full hall", caption_en="Opening")
    line = files.picture(alt_en="", is_decorative=True, licence="CC0-1.0", credit="")
    source = factories.make_source(title="A photo essay")
    cited = Citation(source=source, part=hall.pk, locator="4")
    record = MAKE[kind](parts=[hall, line, cited])
    page = tree(client, record.get_absolute_url())
    first, second = page.xpath("//figure[@class='picture']")
    stem = address(hall).removesuffix(".png")
    (image,) = first.xpath(".//img")
    assert dict(image.attrib) | {"sizes": ""} == {
        "src": f"{stem}-1280.jpg",
        "srcset": f"{stem}-320.jpg 320w, {stem}-640.jpg 640w, {stem}-1280.jpg 1280w",
        "sizes": "",
        "width": "1500",
        "height": "1000",
        "alt": "A full hall",
        "loading": "lazy",
        "decoding": "async",
    }
    (better,) = first.xpath(".//source")
    assert (better.get("type"), better.get("srcset")) == (
        "image/webp",
        image.get("srcset").replace(".jpg", ".webp"),
    )
    assert better.get("sizes") == image.get("sizes")
    assert said(first, ".//figcaption/p") == [
        "OpeningSource S? ¶4",
        "A photographer. CC BY 4.0. Full size, 1,500 × 1,000",
    ]
    assert first.xpath(".//a[@rel='license external']/@href") == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert second.xpath(".//img/@alt") == [""]
    assert said(second, ".//figcaption/p") == [
        "CC0 1.0, no rights reserved. Full size, 400 × 300Source S?"
    ]


@pytest.mark.parametrize("kind", MAKE)
def test_a_page_offers_documents_with_type_length_size_and_language(client, kind):
    plan = files.document(files.pdf(pages=12), title_en="The plan", language="km")
    note = files.document(files.pdf(b"<< /Type /Page >>"), title_en="A note")
    page = tree(client, MAKE[kind](parts=[plan, note]).get_absolute_url())
    (section,) = page.xpath("//section[h2='Documents']")
    assert said(section, ".//li") == [
        "The plan PDF, 1 KB, 12 pages, Khmer. A ministry. "
        "All rights reserved, used with permissionSource S?",
        "A note PDF, 1 KB. A ministry. All rights reserved, used with permissionSource S?",
    ]
    (link,) = section.xpath(".//a[@hreflang]")
    assert (link.get("href"), link.get("hreflang")) == (address(plan), "km")


def test_a_page_without_files_says_nothing_of_them(client):
    page = tree(client, factories.make_event().get_absolute_url())
    assert page.xpath("//h2[.='Pictures' or .='Documents']") == []


def test_a_preview_shows_the_pictures_of_its_draft_to_whoever_has_its_link():
    picture, other = files.picture(), files.picture()
    event = factories.make_event(published=False, parts=[picture])
    editor, stranger = Client(), Client()
    editor.force_login(factories.make_user(group="contributor"))
    link = editor.post(desk.page("preview", type(event), event.pk))["Location"]
    page = tree(stranger, link)
    shown = page.xpath("//picture/source/@srcset")[0].split()[0]
    assert shown == address(picture).replace(".png", "-320.webp").removeprefix("/")
    response = stranger.get(link + shown)
    assert (response.status_code, len(content_of(response)) > 0) == (200, True)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    for elsewhere in (
        f"/{shown}",
        f"{link}media/{other.file.name}",
        f"/preview/x/{shown}",
        f"{link}media/x",
    ):
        assert stranger.get(elsewhere).status_code == 404
