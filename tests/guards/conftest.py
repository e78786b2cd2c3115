import pytest

from cooperation.exchange import cards


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Return what is written on the cards that are asked for, without drawing them."""
    written: list[str] = []

    def draw(card: cards.Card) -> bytes:
        written.append(card.alt)
        return b"png"

    monkeypatch.setattr(cards, "draw_card", draw)
    return written
