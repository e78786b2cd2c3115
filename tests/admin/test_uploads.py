"""What an editor chooses is read and taken, or refused at its field with all else kept."""

import pytest
from lxml import html

from cooperation.admin import uploads
from cooperation.exchange.pictures import read_picture
from cooperation.models import Event, Picture
from cooperation.publishing import turns
from cooperation.rules.files import parse_file_name
from tests import factories, files
from tests.admin import desk
from tests.admin.chosen_files import document_row, kept, picture_row, upload
from tests.site.reading import texts

pytestmark = pytest.mark.django_db

EMPTIED = (
    "“hall.png” is not kept yet: browsers empty this field when a form comes back. "
    "Choose the file again."
)


def row_errors(response, prefix: str) -> dict[str, list[str]]:
    assert response.status_code == 200
    formsets = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    return dict(formsets[prefix].forms[-1].errors)


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
        assert parse_file_name(Picture.objects.get().file.name)
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
    lock = turns.lock_rows
    monkeypatch.setattr(turns, "lock_rows", lambda records: (done.append("lock"), lock(records)))
    assert contributor.post(desk.change_page(event), values).status_code == 302
    assert (done[:2], done.count("read")) == (["read", "lock"], 1)
