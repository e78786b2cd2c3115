"""Share cards: what a link to a record looks like where it is passed on."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw

from cooperation.exchange import lettering
from cooperation.exchange.outgoing import Row, date_of, kind_in_words, title_line
from cooperation.exchange.standing_words import expectation_in_words
from cooperation.rules import khmer

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
COLUMN = WIDTH - 2 * MARGIN
# Where lines of text stand, and where the title begins.
KICKER, TITLE, RULED, FOOT = 130, 160, 520, 578
PAPER, INK, SOFT, RULE, KRAMA = "#faf8f3", "#1c1a17", "#5b564c", "#8f8778", "#a3162e"
BAND, LIGHT = "#b53a4e", "#c76574"
# Sizes of the title, largest first, with the height of a line of Latin and of Khmer letters.
SIZES = ((84, 96, 130), (68, 80, 108), (54, 64, 86), (44, 53, 72))
SMALL = 34
MOST_KEPT = 200

_drawing = Lock()


@dataclass(frozen=True, slots=True)
class Card:
    kicker: str
    title: str
    date: str
    register: str

    @property
    def alt(self) -> str:
        """Return what is written on the card."""
        return ". ".join(filter(None, (self.kicker, self.title, self.date)))


def card_of(row: Row, register: str) -> Card:
    is_expected = row["type"] == "commitment" and row["due"]
    date = expectation_in_words(row) if is_expected else date_of(row)
    return Card(kind_in_words(row), title_line(row), date, register)


@lru_cache(maxsize=MOST_KEPT)
def draw_card(card: Card) -> bytes:
    """Return the card as PNG, 1200 x 630; the last few hundred are kept."""
    # One at a time: it takes a tenth of a second of a core, and fonts are not for two threads.
    with _drawing:
        return _draw(card)


def _draw(card: Card) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    _krama(pen)
    kicker, title, date, register = map(
        lettering.drawable_text, (card.kicker, card.title, card.date, card.register)
    )
    lettering.draw_text(
        pen, MARGIN, KICKER, lettering.cut_to_width(kicker, COLUMN, SMALL), SMALL, KRAMA
    )
    lines, size, height = _title(title)
    for number, line in enumerate(lines):
        lettering.draw_text(pen, MARGIN, TITLE + size + number * height, line, size, INK)
    pen.line((MARGIN, RULED, WIDTH - MARGIN, RULED), fill=RULE, width=2)
    date = lettering.cut_to_width(date, COLUMN / 2, SMALL)
    date_width = lettering.text_width(date, SMALL)
    register = lettering.cut_to_width(register, COLUMN - date_width - MARGIN // 2, SMALL)
    lettering.draw_text(pen, MARGIN, FOOT, register, SMALL, SOFT)
    lettering.draw_text(pen, WIDTH - MARGIN - date_width, FOOT, date, SMALL, INK)
    written = BytesIO()
    image.quantize(32).save(written, "PNG", optimize=True)
    return written.getvalue()


def _krama(pen: ImageDraw.ImageDraw) -> None:
    for x in range(0, WIDTH, 40):
        pen.rectangle((x, 0, x + 19, 27), fill=LIGHT)
    for y in (0, 18):
        pen.rectangle((0, y, WIDTH, y + 8), fill=BAND)
        for x in range(0, WIDTH, 40):
            pen.rectangle((x, y, x + 19, y + 8), fill=KRAMA)


def _title(title: str) -> tuple[list[str], int, int]:
    """Return the lines of a title in the largest size in which it finds room, else cut."""
    is_khmer = any(found for found, _stretch in khmer.split_scripts(title))
    for size, latin, taller in SIZES:
        height = taller if is_khmer else latin
        most = (RULED - TITLE) // height
        lines = lettering.wrap_text(title, COLUMN, size)
        if len(lines) <= most:
            break
    else:
        lines = [
            *lines[: most - 1],
            lettering.cut_to_width("".join(lines[most - 1 :]), COLUMN, size),
        ]
    return lines, size, height
