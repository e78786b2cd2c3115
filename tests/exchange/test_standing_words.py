import pytest

from cooperation.exchange.standing_words import standing_in_words
from cooperation.queries.sources_read import SourcesRead
from tests.exchange import rows_out

READ = SourcesRead(5, "2026-01")


def spoken(standing, read=READ, **fields):
    row = rows_out.commitment(standing={"code": standing, "name": standing}, **fields)
    return str(standing_in_words(row, read))


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("committed", "Promised for March 2026."),
        ("reiterated", "Promised for March 2026."),
        ("agreed", "Agreed for March 2026."),
        ("plans", "Planned for March 2026."),
        ("aims", "Aimed for March 2026."),
        ("expected", "Expected March 2026."),
        ("hopes", "Expected March 2026."),
    ],
)
def test_when_it_is_expected_is_said_by_the_verb_of_its_source(verb, words):
    assert spoken("ahead", verb={"code": verb, "name": ""}) == words


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (
            READ,
            "No later report in the 5 sources read; newest of known date: January 2026.",
        ),
        (SourcesRead(1, "2025"), "No later report in the 1 source read, of 2025."),
        (SourcesRead(2), "No later report in the 2 sources read; their dates are not stated."),
        (SourcesRead(1), "No later report in the 1 source read; its date is not stated."),
    ],
)
def test_of_a_date_that_passed_it_is_said_what_was_read(read, words):
    assert spoken("date_passed", read) == f"Expected March 2026. {words}"


def test_without_a_date_only_the_words_of_the_source_are_left():
    soon = {"edtf": None, "text": 'date not stated; the source says "soon"'}
    assert spoken("no_date", due=soon) == 'Date not stated; the source says "soon".'
    assert spoken("no_date", due=None) == ""


@pytest.mark.parametrize("status", ["kept", "not_kept", "superseded", "in_progress"])
def test_what_a_source_says_of_it_comes_first(status):
    assert spoken(status) == f"{status}. Expected March 2026."
    assert spoken(status, due=None) == f"{status}."
