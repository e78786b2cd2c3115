"""Pictures and documents as the public sees them, and which files it may have."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from cooperation.kinds.shared import DOCUMENT, PICTURE
from cooperation.models import Document, Picture
from cooperation.models.base import Part, is_public
from cooperation.models.files import ATTACHED
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Collection, Rows, public_parts, read_parts
from cooperation.rules import files
from cooperation.vocabulary.licence import ADDRESSES


class PublicFile(NamedTuple):
    """A file that the public may have; `saved_as` is what a download of it is called."""

    name: files.Name
    saved_as: str


def public_file(text: str) -> PublicFile | None:
    """Return the file of this name; None if no part of a public record names it."""
    name = files.parse(text)
    if name is None:
        return None
    if name.ending == files.DOCUMENT_ENDING:
        title = _public(Document).filter(file=text).values_list("title_en", flat=True).first()
        return PublicFile(name, _saved_as(title)) if title is not None else None
    # A rendition goes by the name of its picture, whatever the picture's own ending.
    endings = files.PICTURE_ENDINGS if name.width else (name.ending,)
    kept = [f"{name.stem}.{ending}" for ending in endings]
    return PublicFile(name, "") if _public(Picture).filter(file__in=kept).exists() else None


def address(name: files.Name | str) -> str:
    return settings.SITE_URL + reverse("file", args=[str(name)])


def files_of(owner: str) -> tuple[Collection, Collection]:
    """Return the collections of a record's pictures and of its documents."""

    def pictures(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        return [_picture(row) for row in read_parts(queryset, PICTURE, owner, loader)]

    def documents(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        return [_kept(row) for row in read_parts(queryset, DOCUMENT, owner, loader)]

    return (
        Collection("pictures", lambda pk: public_parts(Picture).filter(**{owner: pk}), pictures),
        Collection("documents", lambda pk: public_parts(Document).filter(**{owner: pk}), documents),
    )


def _public(model: type[Part]) -> models.QuerySet:
    of_public = Q()
    for owner in ATTACHED:
        of_public |= is_public(f"{owner}__")
    return public_parts(model).filter(of_public)


def _saved_as(title: str) -> str:
    return f"{slugify(title)[:80].strip('-') or 'document'}.{files.DOCUMENT_ENDING}"


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    name = files.parse(row["url"])
    row["media_type"] = files.MEDIA_TYPES[name.ending] if name else None
    row["url"] = address(row["url"])
    row["licence"] |= {"url": ADDRESSES.get(row["licence"]["code"])}
    return row


def _picture(row: dict[str, Any]) -> dict[str, Any]:
    name, width, height = files.parse(row["url"]), row["width"], row["height"]
    row["renditions"] = [
        {
            "url": address(name._replace(width=step, ending=ending)),
            "media_type": files.MEDIA_TYPES[ending],
            "width": step,
            "height": files.scaled(width, height, step),
        }
        for ending in (files.WEBP, files.JPEG)
        for step in files.widths(width)
        if name is not None
    ]
    return _kept(row)
