"""Pictures and documents at the desk: chosen, refused, drafted, looked at, replaced."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.admin import uploads
from cooperation.exchange.pictures import read_picture
from cooperation.models import Event, Person, Picture
from cooperation.publishing import workflow
from cooperation.publishing.checking import differences
from cooperation.rules.files import parse
from cooperation.web.files import POLICY
from tests import factories, files
from tests.admin import desk
from tests.files import content_of
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db

EMPTIED = (
    "“hall.png” is not kept yet: browsers empty this field when a form comes back. "
    "Choose the file again."
)


def upload(data: bytes, name: str = "hall.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture_row(**fields):
    chosen = upload(files.image())
    return {"file": chosen, "alt_en": "A hall", "licence": "CC0-1.0"} | fields


def document_row(**fields):
    chosen = upload(files.pdf(pages=2), "plan.pdf")
    return {"file": chosen, "title_en": "A plan", "licence": "CC0-1.0"} | fields


def kept() -> list[str]:
    try:
        return default_storage.listdir("")[1]
    except FileNotFoundError:
        return []


def row_errors(response, prefix: str) -> dict[str, list[str]]:
    assert response.status_code == 200
    formsets = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    return dict(formsets[prefix].forms[-1].errors)


@pytest.mark.parametrize("kind", ["programme", "event", "organisation", "person"])
def test_files_are_added_to_a_record_with_their_sources(contributor, kind):
    record = getattr(factories, f"make_{kind}")(published=False)
    source = factories.make_source(title="A photo essay")
    values = desk.filled(contributor, desk.change_page(record))
    cited = {"cited_source": source.pk, "cited_locator": "4"}
    values = desk.with_rows(values, "pictures", picture_row(**cited))
    values = desk.with_rows(values, "documents", document_row())
    assert contributor.post(desk.change_page(record), values).status_code == 302
    picture, document = record.pictures.get(), record.documents.get()
    assert (picture.width, picture.height, document.pages) == (400, 300, 2)
    assert parse(picture.file.name) and parse(document.file.name)
    assert document.size == len(files.pdf(pages=2))
    assert record.citations.get(part=picture.pk).locator == "4"
    assert len(kept()) == 6
    assert list(differences()) == []


def test_a_picture_of_a_live_record_waits_with_its_draft(publisher):
    event = factories.make_event()
    values = desk.filled(publisher, desk.change_page(event))
    values = desk.with_rows(values, "pictures", picture_row())
    assert publisher.post(desk.change_page(event), values).status_code == 302
    assert Picture.objects.count() == 0
    (entry,) = desk.last(event).content["parts"]["picture"]
    name = parse(entry["fields"]["file"])
    assert default_storage.exists(str(name))
    assert Client().get(f"/media/{name}").status_code == 404

    form = tree(publisher, desk.change_page(event))
    (shown,) = form.xpath("//img[@class='kept']")
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == ("A hall", "320", "240")
    response = publisher.get(shown.get("src"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    content_of(response)

    values = desk.filled(publisher, desk.change_page(event)) | {"_publish": "1"}
    assert publisher.post(desk.change_page(event), values).status_code == 302
    assert content_of(Client().get(f"/media/{name}"))
    assert list(differences()) == []


def test_a_form_with_files_saved_unchanged_changes_nothing(publisher):
    event = factories.make_event(parts=[files.picture(), files.document()])
    before, kept_before = desk.last(event), kept()
    values = desk.filled(publisher, desk.change_page(event))
    assert publisher.post(desk.change_page(event), values).status_code == 302
    assert (desk.last(event), kept()) == (before, kept_before)


def test_another_picture_takes_the_place_of_one_and_the_first_is_kept(contributor):
    first = files.picture()
    event = factories.make_event(published=False, parts=[first])
    values = desk.filled(contributor, desk.change_page(event))
    chosen = {"pictures-0-file": upload(files.image("JPEG", (100, 50)))}
    assert contributor.post(desk.change_page(event), values | chosen).status_code == 302
    second = event.pictures.get()
    assert (second.pk, second.width, second.file.name == first.file.name) == (first.pk, 100, False)
    assert {first.file.name, second.file.name} < set(kept())


NOT_TAKEN = [
    (b"", "hall.png", "The file is empty. Choose another."),
    (b"<svg/>", "hall.svg", "This is no JPEG, PNG or WebP picture. Save it as one of these."),
    (
        files.image("JPEG")[:-200],
        "hall.jpg",
        "The picture is damaged or cut short. Open it, save it anew, and choose that file.",
    ),
    (files.pdf(), "hall.png", "This is no JPEG, PNG or WebP picture. Save it as one of these."),
]


@pytest.mark.parametrize(("data", "name", "message"), NOT_TAKEN)
def test_a_file_that_is_not_taken_is_answered_at_its_field(contributor, data, name, message):
    values = desk.new_event(contributor, title_en="What was typed")
    row = picture_row(file=upload(data, name), caption_en="Typed too")
    response = contributor.post(
        desk.page("add", Event), desk.with_rows(values, "pictures", row), format="multipart"
    )
    assert row_errors(response, "pictures") == {"file": [message]}
    page = html.fromstring(response.content.decode())
    assert page.xpath("//input[@name='title_en']/@value") == ["What was typed"]
    assert page.xpath("//input[@name='pictures-0-caption_en']/@value") == ["Typed too"]
    assert (Event.objects.count(), kept()) == (0, [])


def test_a_larger_file_is_answered_at_its_field(contributor, monkeypatch):
    monkeypatch.setattr("cooperation.exchange.files.MOST_BYTES", 100)
    values = desk.with_rows(desk.new_event(contributor), "documents", document_row())
    response = contributor.post(desk.page("add", Event), values)
    assert list(row_errors(response, "documents")) == ["file"]


def raw_form(values: dict, name: str) -> tuple[bytes, str]:
    """Return a form as bytes, with a picture under a name that no client of ours would send."""
    fields = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{one}\r\n'
        for key, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    )
    head = f'--b\r\nContent-Disposition: form-data; name="pictures-0-file"; filename="{name}"\r\n'
    body = fields.encode() + head.encode() + b"\r\n" + files.image() + b"\r\n--b--\r\n"
    return body, "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("..", False),
        ("../..", False),
        ("", False),
        ("a/../hall.png", True),
        ("x." + "y" * 300, True),
    ],
)
def test_no_name_of_a_file_breaks_the_form(contributor, settings, name, is_taken):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    row = picture_row()
    del row["file"]
    values = desk.with_rows(desk.new_event(contributor), "pictures", row)
    body, content_type = raw_form(values, name)
    response = contributor.post(desk.page("add", Event), body, content_type=content_type)
    if is_taken:
        assert response.status_code == 302
        assert parse(Picture.objects.get().file.name)
    else:
        assert row_errors(response, "pictures") == {"file": ["This field is required."]}


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        (
            picture_row(alt_en=""),
            {
                "__all__": [
                    "Say in English what the picture shows, or mark it as decorative; not both."
                ]
            },
        ),
        (
            picture_row(is_decorative="on"),
            {
                "__all__": [
                    "Say in English what the picture shows, or mark it as decorative; not both."
                ]
            },
        ),
        (
            picture_row(licence="CC-BY-4.0"),
            {"__all__": ["This licence asks that the maker be named: add a credit."]},
        ),
        (picture_row(licence=""), {"licence": ["This field is required."]}),
    ],
    ids=["no words", "both", "no credit", "no licence"],
)
def test_words_and_terms_of_a_picture_are_asked_for(contributor, row, errors):
    row["file"].seek(0)
    values = desk.with_rows(desk.new_event(contributor), "pictures", row)
    response = contributor.post(desk.page("add", Event), values)
    assert row_errors(response, "pictures") == errors
    page = html.fromstring(response.content.decode())
    assert texts(page, "//p[@class='emptied']") == [EMPTIED]
    assert kept() == []


def test_an_error_elsewhere_says_that_the_file_must_be_chosen_again(contributor):
    values = desk.with_rows(desk.new_event(contributor, date="soon"), "pictures", picture_row())
    response = contributor.post(desk.page("add", Event), values)
    assert row_errors(response, "pictures") == {}
    page = html.fromstring(response.content.decode())
    assert texts(page, "//p[@class='emptied']") == [EMPTIED]
    assert page.xpath("//p[@class='emptied']/ancestor::*[@id='pictures-0']")


def test_a_picture_is_read_once_and_before_the_record_is_locked(contributor, monkeypatch):
    event = factories.make_event(published=False)
    values = desk.filled(contributor, desk.change_page(event))
    values = desk.with_rows(values, "pictures", picture_row())
    done = []

    def read(data: bytes):
        done.append("read")
        return read_picture(data)

    monkeypatch.setattr(uploads.PictureField, "read", staticmethod(read))
    lock = workflow.lock
    monkeypatch.setattr(workflow, "lock", lambda records: (done.append("lock"), lock(records)))
    assert contributor.post(desk.change_page(event), values).status_code == 302
    assert (done[:2], done.count("read")) == (["read", "lock"], 1)


def test_who_may_not_change_a_record_looks_at_its_files():
    event = factories.make_event(published=False, parts=[files.picture(), files.document()])
    viewer = factories.make_user(username="viewer")
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(viewer)
    page = tree(client, desk.change_page(event))
    assert page.xpath("//input[@type='file']") == []
    (image,) = page.xpath("//img[@class='kept']/@src")
    assert content_of(client.get(image))
    assert texts(page, "//a[starts-with(., 'PDF')]") == ["PDF, 1 KB"]


def test_files_at_the_desk_are_for_editors_alone(contributor):
    picture, document = files.picture(), files.document()
    factories.make_event(published=False, parts=[picture, document])
    at_desk = f"/admin/files/{picture.file.name}"
    response = contributor.get(at_desk)
    assert content_of(response)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == POLICY
    saved = contributor.get(f"/admin/files/{document.file.name}")
    assert content_of(saved) == files.pdf()
    assert saved["Content-Disposition"].startswith("attachment")
    assert contributor.get("/admin/files/x").status_code == 404
    assert contributor.get(f"/admin/files/{'0' * 32}.png").status_code == 404
    assert contributor.post(at_desk).status_code == 405
    assert Client().get(at_desk).status_code == 302

    stranger = Client()
    stranger.force_login(factories.make_user(username="nobody"))
    for name in (picture.file.name, "x"):
        assert stranger.get(f"/admin/files/{name}").status_code == 403


def test_a_preview_shows_a_picture_that_was_never_saved(contributor):
    person = factories.make_person()
    values = desk.filled(contributor, desk.change_page(person)) | {"_preview": "1"}
    values = desk.with_rows(values, "pictures", picture_row())
    link = contributor.post(desk.change_page(person), values)["Location"]
    (image,) = tree(Client(), link).xpath("//figure[@class='picture']//img")
    assert content_of(Client().get(f"{link}{image.get('src')}"))
    assert Picture.objects.count() == 0
    assert Person.objects.get().pictures.count() == 0


def test_a_form_costs_the_same_with_many_pictures(contributor):
    def cost(count: int) -> int:
        parts = [files.picture(files.image(size=(9, 9))) for _ in range(count)]
        event = factories.make_event(published=False, parts=parts)
        with CaptureQueriesContext(connection) as asked:
            contributor.get(desk.change_page(event))
        return len(asked)

    contributor.get(desk.page("add", Event))
    assert cost(1) == cost(4)
