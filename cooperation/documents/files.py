"""Pictures and documents as the public sees them."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from cooperation.documents.parts import Collection, parts_collection
from cooperation.kinds.shared import DOCUMENT, PICTURE
from cooperation.rules import files
from cooperation.vocabulary.licence import ADDRESSES


def file_address(name: files.Name | str) -> str:
    return settings.SITE_URL + reverse("file", args=[str(name)])


def files_of(owner: str) -> tuple[Collection, Collection]:
    """Return the collections of a record's pictures and of its documents."""
    return (
        parts_collection("pictures", PICTURE, owner, complete=_picture),
        parts_collection("documents", DOCUMENT, owner, complete=_kept),
    )


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    name = files.parse_file_name(row["url"])
    row["media_type"] = files.MEDIA_TYPES[name.ending] if name else None
    row["url"] = file_address(row["url"])
    row["licence"] |= {"url": ADDRESSES.get(row["licence"]["code"])}
    return row


def _picture(row: dict[str, Any]) -> dict[str, Any]:
    name, width, height = files.parse_file_name(row["url"]), row["width"], row["height"]
    row["renditions"] = [
        {
            "url": file_address(name._replace(width=step, ending=ending)),
            "media_type": files.MEDIA_TYPES[ending],
            "width": step,
            "height": files.scaled_height(width, height, step),
        }
        for ending in (files.WEBP, files.JPEG)
        for step in files.picture_widths(width)
        if name is not None
    ]
    return _kept(row)
