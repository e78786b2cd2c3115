"""Pictures and documents at the desk: added, drafted, looked at, replaced."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import Event, Person, Picture
from cooperation.publishing.checking import find_differences
from cooperation.rules.files import parse_file_name
from cooperation.web.files import POLICY
from tests import factories, files
from tests.admin import desk
from tests.admin.chosen_files import document_row, kept, picture_row, upload
from tests.files import content_of
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


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
    assert parse_file_name(picture.file.name) and parse_file_name(document.file.name)
    assert document.size == len(files.pdf(pages=2))
    assert record.citations.get(part=picture.pk).locator == "4"
    assert len(kept()) == 6
    assert list(find_differences()) == []


def test_a_picture_of_a_live_record_waits_with_its_draft(publisher):
    event = factories.make_event()
    values = desk.filled(publisher, desk.change_page(event))
    values = desk.with_rows(values, "pictures", picture_row())
    assert publisher.post(desk.change_page(event), values).status_code == 302
    assert Picture.objects.count() == 0
    (entry,) = desk.last(event).content["parts"]["picture"]
    name = parse_file_name(entry["fields"]["file"])
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
    assert list(find_differences()) == []


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
