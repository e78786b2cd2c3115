"""What is said of a record wherever it goes: its title, its words and whose words they are."""

import pytest

from cooperation.exchange import outgoing
from tests.exchange import rows_out

KHMER = "លោកបានថ្លែងថាការបណ្តុះបណ្តាលជាផ្លូវ"


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "Our summary of A report ¶2, ¶7–8"),
        ({"citations": []}, "Our summary"),
        ({"text": KHMER}, "Translated from our summary; not the speaker’s words"),
    ],
)
def test_a_statement_says_whose_words_it_is_in(fields, line):
    row = rows_out.statement(**fields)
    assert outgoing.wording_line(row) == line
    assert outgoing.summary_of(row) == f"{row['text']}\n{line}"


def test_a_statement_is_called_our_summary_where_only_a_reference_names_it():
    row = rows_out.reference("statement", "He called training the way")
    assert outgoing.name_line(row) == "Our summary: He called training the way"
    assert outgoing.name_line(rows_out.reference("event", "A forum")) == "A forum"


@pytest.mark.parametrize(
    ("post", "words"),
    [
        (None, ""),
        ({"name": "Director", "area": None}, "Director"),
        ({"name": "Director", "area": "Cambodia"}, "Director for Cambodia"),
        ({"name": "Director for Cambodia", "area": "Cambodia"}, "Director for Cambodia"),
    ],
)
def test_a_post_is_named_with_its_area_once(post, words):
    assert outgoing.post_name(post) == words
