"""Reads pictures from strangers: only their pixels go on, drawn anew in a few sizes."""

import io
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from cooperation.exchange.files import ReadFile, UnreadableFile, check_size
from cooperation.rules import files

MOST_PIXELS = 40_000_000
# WebP draws nothing longer.
LONGEST_READ = 16_383
LONGEST_KEPT = 2560
# A JPEG with further pictures behind it, as telephones write them, is an MPO to Pillow.
ENDINGS = {"JPEG": files.JPEG, "MPO": files.JPEG, "PNG": "png", "WEBP": files.WEBP}
SAVED_AS: dict[str, dict[str, Any]] = {
    files.JPEG: {"format": "JPEG", "quality": 85, "optimize": True, "progressive": True},
    "png": {"format": "PNG"},
    files.WEBP: {"format": "WEBP", "quality": 80},
}
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
WHOLE = (255, 255)


def read_picture(data: bytes) -> ReadFile:
    """Return a picture upright, in sRGB, at most 2560 pixels long, with its renditions.

    A picture with see-through parts keeps them, but for the JPEG renditions, which are white
    there. Raises UnreadableFile.
    """
    check_size(len(data))
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            ending = ENDINGS[str(opened.format)]
            _check(opened)
            drawn = _drawn(opened)
    except UnreadableFile:
        raise
    except BOMBS as error:
        raise UnreadableFile(_too_many_pixels()) from error
    except UnidentifiedImageError as error:
        raise UnreadableFile(
            _("This is no JPEG, PNG or WebP picture. Save it as one of these.")
        ) from error
    except Exception as error:
        # A decoder meets a broken file with whatever exception it comes upon.
        raise UnreadableFile(
            _("The picture is damaged or cut short. Open it, save it anew, and choose that file.")
        ) from error
    name = files.new_file_name(ending)
    contents = {str(name): _encoded(drawn, ending)}
    for width in files.picture_widths(drawn.width):
        small = _resized(drawn, (width, files.scaled_height(*drawn.size, width)))
        for ending in (files.WEBP, files.JPEG):
            rendition = name._replace(width=width, ending=ending)
            contents[str(rendition)] = _encoded(small, ending)
    size = len(contents[str(name)])
    return ReadFile(
        str(name), contents, {"size": size, "width": drawn.width, "height": drawn.height}
    )


def _check(picture: Image.Image) -> None:
    """Refuse by what the file's header says, before any pixel is decoded."""
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_READ:
        raise UnreadableFile(_too_many_pixels())
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise UnreadableFile(_("The picture moves. Save one still of it, and choose that file."))


def _too_many_pixels() -> str:
    return _(
        "The picture has more than %(most)d megapixels, or a side of more than %(longest)d "
        "pixels. Make it smaller."
    ) % {"most": MOST_PIXELS // 1_000_000, "longest": LONGEST_READ}


def _drawn(picture: Image.Image) -> Image.Image:
    share = min(1, LONGEST_KEPT / max(picture.size))
    # JPEG alone can be decoded at a half, a quarter or an eighth right away.
    picture.draft(None, tuple(round(side * share * 2) for side in picture.size))  # type: ignore[arg-type]
    ImageOps.exif_transpose(picture, in_place=True)
    drawn = _plain(picture)
    share = min(1, LONGEST_KEPT / max(drawn.size))
    drawn = _in_srgb(_resized(drawn, tuple(max(1, round(side * share)) for side in drawn.size)))
    if drawn.mode in ("LA", "RGBA"):
        drawn = drawn.convert("RGBA")
        if drawn.getchannel("A").getextrema() != WHOLE:
            return _bare(drawn)
    return _bare(drawn.convert("RGB"))


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode whose pixels can be mixed."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info or picture.mode == "PA":
        return picture.convert("RGBA")
    return picture.convert("RGB") if picture.mode in ("P", "1") else picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, srgb, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        # Without a profile that can be read, its colours are taken for sRGB, as browsers do.
        return picture


def _bare(picture: Image.Image) -> Image.Image:
    picture.info.clear()
    return picture


def _resized(picture: Image.Image, size: tuple[int, ...]) -> Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)  # type: ignore[arg-type]


def _encoded(picture: Image.Image, ending: str) -> bytes:
    if ending == files.JPEG and picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    written = io.BytesIO()
    picture.save(written, **SAVED_AS[ending])
    return written.getvalue()
