import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.canvas import NARROW, WIDE, Canvas

EXCHANGE = "Two-way exchange of knowledge with Indonesia's Ministry of Manpower"
MINISTRY = "ក្រសួងការងារ\u200bនិងបណ្តុះបណ្តាល\u200bវិជ្ជាជីវៈ"
TEXTS = st.text(st.sampled_from("aW i.\u200bក្តាំឧះ្ន៊ិé\u0301"), max_size=60)


def test_text_breaks_at_spaces():
    lines = WIDE.wrapped(EXCHANGE, 260)

    assert lines == ["Two-way exchange of knowledge", "with Indonesia's Ministry of", "Manpower"]
    assert all(WIDE.room(line) <= 260 for line in lines)


def test_khmer_breaks_at_zero_width_spaces():
    assert WIDE.wrapped(MINISTRY, 150) == [
        "ក្រសួងការងារ",
        "និងបណ្តុះបណ្តាល",
        "វិជ្ជាជីវៈ",
    ]


def test_a_word_without_room_breaks_between_letters_with_all_that_hangs_on_them():
    assert NARROW.wrapped("ក្តាំក្តាំក្តាំ", 20) == ["ក្តាំ"] * 3


def test_what_exceeds_the_lines_is_cut_and_says_so():
    lines = WIDE.wrapped(EXCHANGE, 260, most=2)

    assert lines == ["Two-way exchange of knowledge", "with Indonesia's Ministry of Ma…"]


@pytest.mark.parametrize(
    ("text", "cut"), [("ILO", "ILO"), (EXCHANGE, "Two-way excha…"), ("ក្រសួងការងារ", "ក្រសួងការងារ")]
)
def test_a_text_is_cut_where_its_room_ends(text, cut):
    assert NARROW.cut(text, 125) == cut


@settings(deadline=None)
@given(TEXTS, st.integers(30, 400), st.sampled_from([NARROW, WIDE]))
def test_wrapping_loses_nothing_but_separators_and_keeps_to_its_room(
    text: str, room: int, canvas: Canvas
):
    lines = canvas.wrapped(text, room)

    assert "".join(lines).translate({32: "", 0x200B: ""}) == text.translate({32: "", 0x200B: ""})
    assert all(canvas.room(line) <= room for line in lines)


@settings(deadline=None)
@given(TEXTS, st.integers(30, 400))
def test_a_cut_text_has_room(text: str, room: int):
    cut = WIDE.cut(text, room)

    assert WIDE.room(cut) <= room
    assert text.startswith(cut.removesuffix("…"))
