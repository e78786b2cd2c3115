from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw

from cooperation.exchange import cards, lettering
from cooperation.exchange.cards import Card
from tests.exchange import rows_out

KHMER = "កិច្ចប្រជុំត្រីភាគីស្តីពីអាទិភាពនៃផែនការការងារ"
STRING = 40


def picture(**words) -> Image.Image:
    given = {"kicker": "Event", "title": "A forum", "date": "2026", "register": "Register"} | words
    return Image.open(BytesIO(cards.draw_card(Card(**given)))).convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = image.crop(box)
    paper = Image.new("RGB", part.size, cards.PAPER)
    return ImageChops.difference(part, paper).getbbox() is not None


def test_this_machine_can_shape_khmer():
    # On Debian: apt-get install libfribidi0
    assert lettering.shapes_khmer()


def test_a_card_is_a_small_picture_of_the_promised_size():
    written = cards.draw_card(Card("Event", "A forum on skills " * 9, "2026", "Register"))
    image = Image.open(BytesIO(written))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(written) < 60_000


@pytest.mark.parametrize("title", ["word " * 100, "x" * 500, KHMER * 9, "ក" * 400, "", "钱小燕"])
def test_no_title_runs_out_of_its_place(title):
    image = picture(title=title)
    assert not inked(image, (0, 28, cards.MARGIN - 10, cards.HEIGHT))
    assert not inked(image, (cards.WIDTH - cards.MARGIN + 10, 28, cards.WIDTH, cards.HEIGHT))
    assert not inked(image, (0, cards.RULED + 6, cards.WIDTH, cards.RULED + 20))


def test_letters_that_the_fonts_lack_lose_their_accents_or_go():
    assert lettering.drawable_text("H.E. Nguyễn Łukasz\tꝏ 钱 €5") == "H.E. Nguyen Lukasz EUR5"
    assert lettering.drawable_text(f"{KHMER} ៛ \u19e0") == f"{KHMER} ៛"


def test_every_letter_that_is_drawn_is_in_its_font():
    khmer = map(chr, (*range(0x1780, 0x17A3), *range(0x17E0, 0x17EA)))
    letters = [letter for letter in (*lettering.LETTERS, *khmer) if not letter.isspace()]
    drawn = {letter: glyph(letter) for letter in letters}
    boxes = {is_khmer: glyph("\uffff", is_khmer=is_khmer) for is_khmer in (False, True)}
    assert [letter for letter, found in drawn.items() if found in boxes.values()] == []


def glyph(letter: str, is_khmer: bool | None = None) -> bytes:
    is_khmer = lettering.khmer.is_khmer(letter) if is_khmer is None else is_khmer
    image = Image.new("L", (120, 120))
    font = lettering._font(is_khmer, STRING)
    ImageDraw.Draw(image).text((30, 80), letter, font=font, fill=255, anchor="ls")
    return image.tobytes()


def test_khmer_letters_are_shaped_together():
    whole = lettering.text_width("ស្ត្រី", STRING)
    apart = sum(lettering.text_width(letter, STRING) for letter in "ស្ត្រី")
    assert 0 < whole < apart


def test_lines_break_between_words_and_within_what_has_none():
    column = 400
    for text in ("A forum on skills and the future of work", KHMER, "x" * 90):
        found = lettering.wrap_text(text, column, STRING)
        assert "".join(found) == text and len(found) > 1
        assert max(lettering.text_width(line.rstrip(), STRING) for line in found) <= column
    assert lettering.wrap_text("A forum", column, STRING) == ["A forum"]


def test_the_words_of_a_card_are_those_of_the_record():
    card = cards.card_of(rows_out.commitment(), "Register")
    assert card == Card("Pledge", "Open five job centres", "Expected March 2026", "Register")
    assert card.alt == "Pledge. Open five job centres. Expected March 2026"
