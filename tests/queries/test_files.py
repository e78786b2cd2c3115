import pytest
from django.utils import timezone, translation

from cooperation.documents.files import files_of
from cooperation.documents.loading import Loader
from cooperation.models import Event
from cooperation.queries.files import public_file
from cooperation.vocabulary.licence import ADDRESSES, FREE_OF_CREDIT, Licence
from tests import factories, files
from tests.guards.rows import hidden_states

pytestmark = pytest.mark.django_db


def shown(record, name: str) -> list[dict]:
    loader = Loader(at=factories.AT)
    collection = next(item for item in files_of(record._meta.model_name) if item.name == name)
    return loader.resolve(collection.read(collection.rows(record.pk), record.pk, loader))


def test_a_picture_is_shown_with_its_forms_and_terms():
    picture = files.picture(files.image(size=(800, 600)), caption_en="The hall", alt_km="សាល")
    event = factories.make_event(parts=[picture])
    stem = picture.file.name.removesuffix(".png")
    (found,) = shown(event, "pictures")
    media = f"http://127.0.0.1:8000/media/{stem}"
    assert found == {
        "uid": str(picture.pk),
        "url": f"{media}.png",
        "media_type": "image/png",
        "size": picture.size,
        "width": 800,
        "height": 600,
        "renditions": [
            {
                "url": f"{media}-{width}.{ending}",
                "media_type": media_type,
                "width": width,
                "height": height,
            }
            for ending, media_type in (("webp", "image/webp"), ("jpg", "image/jpeg"))
            for width, height in ((320, 240), (640, 480), (800, 600))
        ],
        "alt": "A hall",
        "is_decorative": False,
        "caption": "The hall",
        "credit": "A photographer",
        "licence": {
            "code": "CC-BY-4.0",
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
        "citations": [],
    }
    with translation.override("km"):
        (found,) = shown(event, "pictures")
        assert (found["alt"], found["caption"]) == ("សាល", "The hall")


def test_every_form_that_is_offered_is_kept():
    for size in ((100, 50), (320, 200), (1500, 10)):
        picture = files.picture(files.image(size=size))
        event = factories.make_event(parts=[picture])
        (found,) = shown(event, "pictures")
        for form in (found, *found["renditions"]):
            name = form["url"].rpartition("/")[2]
            assert public_file(name) is not None
            assert picture.file.storage.exists(name)


def test_a_document_is_shown_with_its_terms():
    document = files.document(files.pdf(pages=12), language="km")
    (found,) = shown(factories.make_person(parts=[document]), "documents")
    assert found == {
        "uid": str(document.pk),
        "url": f"http://127.0.0.1:8000/media/{document.file.name}",
        "media_type": "application/pdf",
        "size": document.size,
        "pages": 12,
        "title": "A plan",
        "language": {"code": "km", "name": "Khmer"},
        "credit": "A ministry",
        "licence": {
            "code": "permission",
            "name": "All rights reserved, used with permission",
            "url": None,
        },
        "citations": [],
    }


def test_the_public_has_the_files_of_public_records_under_their_names():
    picture, document = files.picture(), files.document(title_en="The Plan, 2026")
    factories.make_organisation(parts=[picture, document])
    stem = picture.file.name.removesuffix(".png")
    for name in (picture.file.name, f"{stem}-320.webp", f"{stem}-320.jpg"):
        assert (str(public_file(name).name), public_file(name).saved_as) == (name, "")
    assert public_file(document.file.name).saved_as == "the-plan-2026.pdf"
    for name in (f"{stem}.jpg", f"{stem}.pdf", document.file.name.replace(".pdf", ".png"), "x"):
        assert public_file(name) is None


@pytest.mark.past_publishing
@pytest.mark.parametrize("state", ["draft", "archived", "scheduled", "expired"])
def test_the_public_has_no_file_of_a_hidden_record(state):
    picture, document = files.picture(), files.document()
    event = factories.make_event(parts=[picture, document])
    assert public_file(picture.file.name) and public_file(document.file.name)
    Event.objects.filter(pk=event.pk).update(**hidden_states(timezone.now())[state])
    for name in (picture.file.name, picture.file.name.replace(".png", "-320.jpg")):
        assert public_file(name) is None
    assert public_file(document.file.name) is None


def test_a_title_in_khmer_alone_still_names_a_download():
    document = files.document(title_en="ផែនការ")
    factories.make_event(parts=[document])
    assert public_file(document.file.name).saved_as == "document.pdf"


def test_every_licence_but_permission_has_an_address():
    assert set(Licence) - set(ADDRESSES) == {Licence.PERMISSION}
    assert set(FREE_OF_CREDIT) < set(Licence)
