"""The only writer of kept files: each is written once, under a random name, and stays.

Rows, drafts and revisions name files; a file goes only when none of them does, or by redaction.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.functions import Cast

from cooperation.models import Document, Picture, Preview, Revision
from cooperation.rules import files

KEPT_UNNAMED = dt.timedelta(days=1)


def keep(contents: Mapping[str, bytes]) -> None:
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
    found = files.parse(name)
    if found is not None:
        transaction.on_commit(partial(_delete, {found.stem}))


def sweep(at: dt.datetime) -> list[str]:
    """Delete the files that nothing names and that are older than a day; return their names.

    They are of forms that came back with a message, or of changes that were never saved.
    """
    old = {
        name.stem
        for name in _kept()
        if default_storage.get_modified_time(str(name)) < at - KEPT_UNNAMED
    }
    return _delete(old - _named() if old else set())


def _kept() -> Iterator[files.Name]:
    try:
        _folders, names = default_storage.listdir("")
    except FileNotFoundError:
        return
    yield from filter(None, map(files.parse, names))


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


def _delete(stems: set[str]) -> list[str]:
    gone = sorted(str(name) for name in _kept() if name.stem in stems)
    for name in gone:
        default_storage.delete(name)
    return gone
