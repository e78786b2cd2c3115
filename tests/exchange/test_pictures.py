"""A picture from a stranger: its pixels are taken, drawn anew, and nothing else of it."""

import io
import struct
import warnings
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from cooperation.exchange import files as read
from cooperation.exchange.files import ReadFile, UnreadableFile
from cooperation.exchange.pictures import read_picture
from tests.files import RED, image

SECRET = "11.5564N zqx"


def opened(found: ReadFile, part: str = "") -> Image.Image:
    """Return the kept picture, or its rendition ("-320.webp")."""
    name = found.name.partition(".")[0] + part if part else found.name
    return Image.open(io.BytesIO(found.contents[name]))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_picture(data)
    return str(refused.value)


def is_near(pixel: tuple[int, ...], colour: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("file_format", "ending"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")]
)
def test_a_picture_keeps_its_format_and_comes_in_further_sizes(file_format, ending):
    found = read_picture(image(file_format, (800, 600)))
    stem = found.name.removesuffix(ending)
    assert {name.removeprefix(stem) for name in found.contents} == {
        ending,
        "-320.webp",
        "-320.jpg",
        "-640.webp",
        "-640.jpg",
        "-800.webp",
        "-800.jpg",
    }
    size = len(found.contents[found.name])
    assert found.columns == {"size": size, "width": 800, "height": 600}
    kept, small = opened(found), opened(found, "-320.webp")
    assert (kept.format, kept.size) == (file_format, (800, 600))
    assert (small.format, small.size) == ("WEBP", (320, 240))
    assert opened(found, "-640.jpg").format == "JPEG"
    for drawn in (kept, small):
        assert is_near(drawn.convert("RGB").getpixel((5, 5)), RED)


def test_a_large_picture_is_kept_in_a_size_for_screens():
    found = read_picture(image("JPEG", (4000, 3000)))
    assert opened(found).size == (2560, 1920)
    assert (found.columns["width"], found.columns["height"]) == (2560, 1920)


def test_nothing_but_the_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = SECRET
    note = PngInfo()
    note.add_text("Comment", SECRET)
    note.add_text("Packed", SECRET, zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for data in (
        image("JPEG", exif=exif, comment=SECRET, icc_profile=profile, dpi=(300, 300)),
        image("PNG", exif=exif, pnginfo=note, icc_profile=profile),
        image("WEBP", exif=exif, xmp=SECRET.encode(), icc_profile=profile),
    ):
        assert SECRET.encode() in data or b"iCCP" in data
        found = read_picture(data)
        for name, content in found.contents.items():
            kept = Image.open(io.BytesIO(content))
            assert SECRET.encode() not in content, name
            assert {"exif", "icc_profile", "comment", "xmp"} & set(kept.info) == set(), name


def test_what_is_hidden_behind_a_picture_is_not_kept():
    hidden = b"<script>alert(1)</script>PK\x03\x04%PDF-1.7"
    for file_format in ("JPEG", "PNG", "WEBP"):
        found = read_picture(image(file_format) + hidden)
        assert not any(b"script" in content for content in found.contents.values())


def test_a_picture_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(lying).rectangle((0, 0, 60, 199), fill=RED)
    written = io.BytesIO()
    lying.save(written, "JPEG", exif=exif, quality=95)
    kept = opened(read_picture(written.getvalue()))
    assert kept.size == (200, 400)
    assert is_near(kept.getpixel((100, 10)), RED)
    assert is_near(kept.getpixel((100, 390)), (255, 255, 255))


def test_colours_of_a_wider_space_are_brought_into_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    # The same profile with red and green exchanged tells whether a profile is heeded.
    swapped = bytearray(lab.tobytes())
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    found = read_picture(image("PNG", colour=(250, 0, 0), icc_profile=bytes(swapped)))
    assert is_near(opened(found).getpixel((5, 5)), (0, 250, 0))


def test_a_profile_that_cannot_be_read_is_left_out():
    found = read_picture(image("PNG", icc_profile=b"not a profile at all"))
    assert opened(found).getpixel((5, 5)) == RED


@pytest.mark.parametrize(
    ("mode", "colour", "drawn"),
    [
        ("L", 120, (120, 120, 120)),
        ("1", 1, (255, 255, 255)),
        ("I;16", 0x8000, (128, 128, 128)),
        ("P", 0, (0, 0, 0)),
        ("RGBA", (*RED, 255), RED),
    ],
)
def test_every_kind_of_pixel_is_drawn_in_full_colour(mode, colour, drawn):
    kept = opened(read_picture(image("PNG", mode=mode, colour=colour)))
    assert kept.mode == "RGB"
    assert is_near(kept.getpixel((5, 5)), drawn)


def test_a_picture_for_print_is_drawn_for_screens():
    kept = opened(read_picture(image("JPEG", mode="CMYK", colour=(0, 255, 255, 0))))
    assert kept.mode == "RGB"
    assert kept.getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    "data",
    [
        image("PNG", mode="RGBA", colour=(0, 0, 0, 0)),
        image("PNG", mode="LA", colour=(0, 0)),
        image("PNG", mode="P", colour=0, transparency=0),
        image("WEBP", mode="RGBA", colour=(0, 0, 0, 0)),
    ],
    ids=["RGBA", "LA", "P", "WEBP"],
)
def test_a_picture_stays_see_through_and_is_white_where_that_cannot_be(data):
    found = read_picture(data)
    assert opened(found).convert("RGBA").getpixel((5, 5))[3] == 0
    assert opened(found, "-320.webp").getpixel((5, 5))[3] == 0
    assert opened(found, "-320.jpg").getpixel((5, 5)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG whose header promises more pixels than anyone should unpack."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    rest = image("PNG")[33:]
    return start + struct.pack(">I", zlib.crc32(chunk)) + rest


@pytest.mark.parametrize(
    "size", [(8000, 5001), (12_000, 9_000), (60_000, 60_000), (16_384, 1), (1, 16_384)]
)
@pytest.mark.parametrize("warned", ["error", "ignore"])
def test_more_pixels_than_forty_million_are_never_unpacked(size, warned):
    with warnings.catch_warnings():
        warnings.simplefilter(warned, Image.DecompressionBombWarning)
        assert "40 megapixels" in refusal(bomb(*size))


def test_a_moving_picture_is_refused():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    for file_format in ("PNG", "WEBP"):
        written = io.BytesIO()
        frames[0].save(written, file_format, save_all=True, append_images=frames[1:])
        assert refusal(written.getvalue()).startswith("The picture moves.")


def test_a_telephones_picture_with_another_behind_it_is_the_first():
    frames = [Image.new("RGB", (400, 300), colour) for colour in (RED, "blue")]
    written = io.BytesIO()
    frames[0].save(written, "MPO", save_all=True, append_images=frames[1:])
    assert is_near(opened(read_picture(written.getvalue())).getpixel((5, 5)), RED)


NOT_PICTURES = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "text": b"plain words",
    "zeros": bytes(1000),
    "gif": image("GIF"),
    "bmp": image("BMP"),
    "tiff": image("TIFF"),
    "ico": image("ICO"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_no_other_format_is_taken(kind):
    assert refusal(NOT_PICTURES[kind]) == (
        "This is no JPEG, PNG or WebP picture. Save it as one of these."
    )


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_picture_that_is_cut_short_is_refused(file_format, share):
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    written = io.BytesIO()
    noise.save(written, file_format)
    data = written.getvalue()
    assert refusal(data[: int(len(data) * share)])


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_read_or_refused_and_never_fails(file_format):
    data = image(file_format, (64, 48))
    for place in range(0, len(data), 5):
        damaged = data[:place] + b"\xff" + data[place + 1 :]
        try:
            assert opened(read_picture(damaged)).size
        except UnreadableFile as refused:
            assert str(refused)


def test_size_is_asked_first(monkeypatch):
    assert refusal(b"") == "The file is empty. Choose another."
    monkeypatch.setattr(read, "MOST_BYTES", 100)
    assert refusal(image()) == (
        "The file is larger than 0 MB, or came with too many others. "
        "Choose a smaller one, or fewer at once."
    )
