"""What helps an editor to keep the register true stands where it is typed."""

import pytest
from lxml import html

from cooperation.models import Commitment, Statement
from tests.admin import desk

HELP = {
    Statement: {
        "text_en": ("Name first, then a verb", "nine words in a row", "terms of art"),
        "event": ("pages of what lies above show it",),
        "programme": ("the workplan, not the programme",),
        "setting": ("only where the source says that it was said there",),
    },
    Commitment: {
        "text_en": ("nine words in a row", "terms of art"),
        "verb": ("source's own", "Committed again", "Agreed", "Plans", "Aims", "Is expected"),
        "made_at": ("Only where the source says",),
        "reported_at": ("where the place of it is not stated",),
        "programme": ("the workplan, not the programme",),
        "looked_for_on": ("past due",),
    },
}


@pytest.mark.parametrize("model", HELP)
def test_help_stands_with_the_field_that_it_is_about(contributor, model):
    tree = html.fromstring(contributor.get(desk.page("add", model)).content.decode())
    for name, told in HELP[model].items():
        (field,) = tree.xpath(f"//*[@id='id_{name}']")
        (help_text,) = tree.xpath(f"//*[@id='{field.get('aria-describedby')}']")
        text = " ".join(help_text.text_content().split())
        assert [words for words in told if words not in text] == [], name


def test_the_sides_of_a_commitment_are_told_apart_at_their_column(contributor):
    tree = html.fromstring(contributor.get(desk.page("add", Commitment)).content.decode())
    (heading,) = tree.xpath("//th[contains(@class, 'column-side')]")
    assert heading.xpath(".//img/@title") == [
        "Made by: who is bound. Said by: whose words the source gives."
    ]
