"""Files larger than any form takes fill no disk, and what was typed beside them stays."""

from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from cooperation.web import uploads


@pytest.fixture(autouse=True)
def small(monkeypatch, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 250_000)


@pytest.fixture
def sent(rf) -> Iterator[Callable[..., HttpRequest]]:
    """Return what makes the request of a form with files of these names and sizes."""
    requests = []

    def send(*files: tuple[str, int]) -> HttpRequest:
        chosen = [SimpleUploadedFile(name, b"x" * size) for name, size in files]
        requests.append(rf.post("/", {"title": "What was typed", "file": chosen}))
        return requests[-1]

    yield send
    for request in requests:
        request.close()


def test_a_file_within_the_limit_arrives_whole(sent):
    request = sent(("a.png", 90_000))
    (found,) = request.FILES.getlist("file")
    assert (found.name, found.size, len(found.read())) == ("a.png", 90_000, 90_000)


def test_of_a_larger_one_the_size_alone_stays(sent):
    request = sent(("a.png", 900_000))
    assert request.POST["title"] == "What was typed"
    (found,) = request.FILES.getlist("file")
    assert found.size == 900_000
    assert len(found.read()) < 250_000


def test_of_too_many_at_once_the_last_are_too_large(sent):
    request = sent(*[(f"{number}.png", 90_000) for number in range(6)])
    found = request.FILES.getlist("file")
    sizes = [file.size for file in found]
    assert sizes == [90_000] * 2 + [100_001] * 4
    assert sum(len(file.read()) for file in found) < 400_000


@pytest.mark.parametrize("name", ["x." + "y" * 240, "រូបភាព." + "ក" * 80, "a" * 250, ".png"])
def test_a_name_may_be_as_long_as_it_likes(sent, name):
    request = sent((name, 5000))
    assert [file.size for file in request.FILES.getlist("file")] == [5000]
