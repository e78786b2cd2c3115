"""The only writer of kept files: each is written once, under a random name, and stays.

Rows, drafts and revisions name files; a file goes only when none of them does, or by redaction.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.functions import Cast

from cooperation.models import Document, Picture, Preview, Revision
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.rules import files

KEPT_UNNAMED = dt.timedelta(days=1)


def write_files(contents: Mapping[str, bytes]) -> None:
    """Write files under these names, at once: a transaction that is rolled back leaves them.

    Raises FileExistsError rather than touch a file that is there.
    """
    for name, content in contents.items():
        kept = default_storage.save(name, ContentFile(content))
        if kept != name:
            default_storage.delete(kept)
            raise FileExistsError(name)


def forget_file(name: str) -> None:
    """Delete a file with its renditions once the transaction is done, whoever names it.

    For redaction alone; an address that led to it then answers as if it had never been.
    """
    found = files.parse_file_name(name)
    if found is not None:
        transaction.on_commit(lambda: list(_delete({found.stem})))


def sweep_files(at: dt.datetime) -> Iterator[str | Failure]:
    """Delete the files that nothing names and that are older than a day; give their names.

    They are of forms that came back with a message, or of changes that were never saved. Of a
    file that cannot be looked at or deleted it gives the failure instead.
    """
    old: set[str] = set()
    for name in _kept():
        try:
            if default_storage.get_modified_time(str(name)) < at - KEPT_UNNAMED:
                old.add(name.stem)
        except OSError as error:
            yield note_failure(f"the file {name}", error)
    yield from _delete(old - _named() if old else set())


def _kept() -> Iterator[files.Name]:
    try:
        _folders, names = default_storage.listdir("")
    except FileNotFoundError:
        return
    yield from filter(None, map(files.parse_file_name, names))


def _named() -> set[str]:
    """Return the stem of every file that a row, a revision, a draft or a preview names."""
    content = Cast("content", models.TextField())
    texts = (
        Picture.objects.values_list("file", flat=True),
        Document.objects.values_list("file", flat=True),
        Revision.objects.annotate(text=content)
        .filter(text__contains='"file"')
        .values_list("text", flat=True),
        Preview.objects.values_list("html", flat=True),
    )
    found: set[str] = set()
    for rows in texts:
        for text in rows.order_by().iterator(chunk_size=500):
            found.update(files.STEM.findall(text))
    return found


def _delete(stems: set[str]) -> Iterator[str | Failure]:
    for name in sorted(str(name) for name in _kept() if name.stem in stems):
        try:
            default_storage.delete(name)
        except OSError as error:
            yield note_failure(f"the file {name}", error)
        else:
            yield name
