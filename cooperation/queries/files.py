"""Which files the public may have."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from cooperation.documents.parts import public_parts
from cooperation.models import Document, Picture
from cooperation.models.base import Part, is_public
from cooperation.models.files import ATTACHED
from cooperation.rules import files


class PublicFile(NamedTuple):
    """A file that the public may have; `saved_as` is what a download of it is called."""

    name: files.Name
    saved_as: str


def public_file(text: str) -> PublicFile | None:
    """Return the file of this name; None if no part of a public record names it."""
    name = files.parse_file_name(text)
    if name is None:
        return None
    if name.ending == files.DOCUMENT_ENDING:
        title = _public(Document).filter(file=text).values_list("title_en", flat=True).first()
        return PublicFile(name, _saved_as(title)) if title is not None else None
    # A rendition goes by the name of its picture, whatever the picture's own ending.
    endings = files.PICTURE_ENDINGS if name.width else (name.ending,)
    kept = [f"{name.stem}.{ending}" for ending in endings]
    return PublicFile(name, "") if _public(Picture).filter(file__in=kept).exists() else None


def _public(model: type[Part]) -> models.QuerySet:
    of_public = Q()
    for owner in ATTACHED:
        of_public |= is_public(f"{owner}__")
    return public_parts(model).filter(of_public)


def _saved_as(title: str) -> str:
    return f"{slugify(title)[:80].strip('-') or 'document'}.{files.DOCUMENT_ENDING}"
