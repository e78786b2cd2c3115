import datetime as dt
import os
import stat

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cooperation.models import Event, Picture, Preview, Revision
from cooperation.publishing import drafts, files, merging, restoring, revisions, workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.workflow import Row
from tests import factories
from tests import files as made
from tests.publishing.acts import LATER

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def kept() -> set[str]:
    return set(default_storage.listdir("")[1])


def stem(picture: Picture) -> str:
    return picture.file.name.partition(".")[0]


def of(*pictures: Picture) -> set[str]:
    """Return the names of all files that belong to these pictures."""
    return {name for name in kept() if name.startswith(tuple(map(stem, pictures)))}


def test_a_file_is_written_once_and_never_again():
    files.write_files({"a.png": b"first"})
    assert stat.S_IMODE(os.stat(default_storage.path("a.png")).st_mode) == 0o600
    with pytest.raises(FileExistsError):
        files.write_files({"a.png": b"second"})
    assert kept() == {"a.png"}
    with default_storage.open("a.png") as file:
        assert file.read() == b"first"


def test_a_revision_names_the_file_and_the_register_agrees_with_it():
    picture = made.picture()
    event = factories.make_event(parts=[picture, made.document()])
    found = revisions.take_snapshot(event)["parts"]
    assert found["picture"][0]["fields"]["file"] == picture.file.name
    assert (found["picture"][0]["fields"]["width"], found["document"][0]["fields"]["pages"]) == (
        400,
        1,
    )
    assert list(find_differences()) == []


def test_a_draft_brings_its_picture_when_it_is_published_and_a_revision_when_it_is_restored():
    event = factories.make_event()
    first = revisions.last_revision(event.uid)
    picture = made.picture()
    with transaction.atomic():
        picture.event = event
        picture.save()
        content = revisions.take_snapshot(event)
        transaction.set_rollback(True)
    drafts.save_draft(event, content, by=None, at=LATER)
    assert Picture.objects.count() == 0

    workflow.publish(event, by=None, at=LATER)
    assert Picture.objects.get().file.name == picture.file.name
    restoring.restore(first, by=None, at=LATER)
    workflow.publish(event, by=None, at=LATER)
    assert Picture.objects.count() == 0
    workflow.delete(event, by=None, at=LATER)
    with_picture = Revision.objects.filter(content__parts__has_key="picture").latest("id")
    restoring.restore(with_picture, by=None, at=LATER)
    restored = Picture.objects.get()
    assert (restored.file.name, restored.event) == (picture.file.name, Event.objects.get())
    assert len(of(restored)) == 5
    assert list(find_differences()) == []


def test_only_what_nothing_names_is_swept_and_not_before_a_day():
    rows, past, waiting, shown, lost = (made.picture() for _ in range(5))
    event = factories.make_event(parts=[rows, past])
    workflow.save(
        Row(event), parts=[Row(rows), *map(Row, event.citations.all())], by=None, at=LATER
    )
    with transaction.atomic():
        waiting.event = event
        waiting.save()
        content = revisions.take_snapshot(event)
        transaction.set_rollback(True)
    drafts.save_draft(event, content, by=None, at=LATER)
    Preview.objects.create(
        record_type="event",
        record_uid=event.uid,
        html=f'<img src="media/{stem(shown)}-320.jpg">',
        made_by=factories.make_user(),
        made_at=LATER,
        expires_at=LATER,
    )
    default_storage.save("README.txt", ContentFile(b"not ours"))
    now, gone = timezone.now(), of(lost)
    assert len(gone) == 5
    assert list(files.sweep_files(now + DAY / 2)) == []
    assert list(files.sweep_files(now + 2 * DAY)) == sorted(gone)
    assert kept() == of(rows, past, waiting, shown) | {"README.txt"}
    assert list(files.sweep_files(now + 2 * DAY)) == []


def test_the_command_says_what_it_swept(capsys):
    lost = made.picture()
    long_ago = (timezone.now() - 2 * DAY).timestamp()
    for name in of(lost):
        os.utime(default_storage.path(name), (long_ago, long_ago))
    call_command("sweep_files")
    said = capsys.readouterr().out.splitlines()
    assert (len(said), said[-1]) == (6, "5 files deleted.")
    assert lost.file.name in "".join(said)


def test_there_may_be_no_files_at_all():
    assert list(files.sweep_files(timezone.now())) == []


def test_redaction_forgets_a_file_whoever_names_it(django_capture_on_commit_callbacks):
    forgotten, other = made.picture(), made.picture()
    factories.make_event(parts=[forgotten, other])
    with django_capture_on_commit_callbacks(execute=True):
        files.forget_file(forgotten.file.name)
        files.forget_file("../secret_key")
        assert of(forgotten) != set()
    assert kept() == of(other)


def test_two_people_who_become_one_keep_the_pictures_of_both():
    first, second = made.picture(alt_en="At the lectern"), made.picture(alt_en="In the hall")
    kept_person = factories.make_person(name="Chan Dara", parts=[first])
    merged = factories.make_person(name="Dara Chan", parts=[second])
    merging.merge(kept_person, merged, by=None, at=LATER)
    names = set(kept_person.pictures.values_list("file", flat=True))
    assert names == {first.file.name, second.file.name}
    assert list(find_differences()) == []
