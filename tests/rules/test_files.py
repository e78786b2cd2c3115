import pytest

from cooperation.rules import files

STEM = "0123456789abcdef" * 2


def test_a_name_is_new_each_time_and_says_what_it_is():
    names = {files.new_file_name("png") for _ in range(5)}
    assert len(names) == 5
    assert {files.parse_file_name(str(name)) for name in names} == names


def test_a_rendition_goes_by_the_name_of_its_picture():
    name = files.Name(STEM, 0, "png")
    rendition = name._replace(width=640, ending="webp")
    assert (str(name), str(rendition)) == (f"{STEM}.png", f"{STEM}-640.webp")
    assert files.parse_file_name(f"{STEM}-640.webp") == rendition


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "..",
        f"../{STEM}.png",
        f"{STEM}.svg",
        f"{STEM}.png\n",
        f"{STEM}-0.png",
        f"{STEM}-99999.png",
        f"{STEM.upper()}.png",
        f"{STEM[1:]}.png",
        f"{STEM}.PNG",
    ],
)
def test_no_file_is_kept_under_another_name(text):
    assert files.parse_file_name(text) is None


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (1, [1]),
        (319, [319]),
        (320, [320]),
        (500, [320, 500]),
        (1280, [320, 640, 1280]),
        (1281, [320, 640, 1280]),
        (2560, [320, 640, 1280]),
    ],
)
def test_a_picture_is_offered_in_widths_that_it_has(width, offered):
    assert files.picture_widths(width) == offered


def test_a_scaled_picture_keeps_its_proportions_and_a_pixel():
    assert files.scaled_height(1600, 1200, 320) == 240
    assert files.scaled_height(2000, 1, 320) == 1


@pytest.mark.parametrize(
    ("count", "language", "words"),
    [
        (1, "en", "1 KB"),
        (999, "en", "1 KB"),
        (240_500, "en", "240 KB"),
        (1_000_000, "en", "1 MB"),
        (1_460_000, "en", "1.4 MB"),
        (1_460_000, "km", "១,៤ MB"),
    ],
)
def test_a_size_is_said_in_words(count, language, words):
    assert files.size_words(count, language) == words
