import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.locators import (
    InvalidLocator,
    canonical_locator,
    check_locator,
    first_number,
    last_number,
    locator_label,
    parse_locator,
)


@pytest.mark.parametrize(
    ("locator", "numbers"),
    [
        ("5", (5, 5)),
        ("5-7", (5, 7)),
        ("5–7", (5, 7)),
        (" 5 – 7 ", (5, 7)),
        ("5-5", (5, 5)),
        ("៥-៧", (5, 7)),
    ],
)
def test_numbers_of_a_locator(locator, numbers):
    assert parse_locator(locator) == numbers
    assert (first_number(locator), last_number(locator)) == numbers


NOT_A_NUMBER = "is neither a number nor a range. Write 5 or 5-7, or leave it blank."


@pytest.mark.parametrize(
    ("locator", "complaint"),
    [
        ("", NOT_A_NUMBER),
        ("Results", NOT_A_NUMBER),
        ("¶5", NOT_A_NUMBER),
        ("5, 7", NOT_A_NUMBER),
        ("5-", NOT_A_NUMBER),
        ("-5", NOT_A_NUMBER),
        ("5-7-9", NOT_A_NUMBER),
        ("0", "starts at 0. Counting starts at 1."),
        ("0-3", "starts at 0. Counting starts at 1."),
        ("7-5", "runs backwards. Write the smaller number first."),
        ("7-0", "runs backwards. Write the smaller number first."),
    ],
)
def test_a_locator_without_usable_numbers(locator, complaint):
    with pytest.raises(InvalidLocator) as refusal:
        parse_locator(locator)

    assert str(refusal.value) == f"“{locator}” {complaint}"
    assert (first_number(locator), last_number(locator)) == (None, None)


@pytest.mark.parametrize(
    ("locator_type", "locator", "paragraph_count"),
    [
        ("paragraph", "13", 13),
        ("paragraph", "12-13", 13),
        ("paragraph", "99", None),
        ("paragraph", "", 13),
        ("paragraph", "  ", 13),
        ("page", "99", 13),
        ("section", "Results", 13),
        ("section", "99", 13),
    ],
)
def test_a_legal_locator_passes(locator_type, locator, paragraph_count):
    assert check_locator(locator_type, locator, paragraph_count) is None


@pytest.mark.parametrize(
    ("locator_type", "locator", "paragraph_count", "complaint"),
    [
        ("paragraph", "14", 13, "Paragraph 14 does not exist: the source has 13."),
        ("paragraph", "12-14", 13, "Paragraph 14 does not exist: the source has 13."),
        ("paragraph", "1", 0, "Paragraph 1 does not exist: the source has 0."),
        ("paragraph", "Results", None, "“Results” is neither a number nor a range."),
        ("page", "iv", None, "“iv” is neither a number nor a range."),
    ],
)
def test_an_illegal_locator_is_refused(locator_type, locator, paragraph_count, complaint):
    with pytest.raises(InvalidLocator) as refusal:
        check_locator(locator_type, locator, paragraph_count)

    assert str(refusal.value).startswith(complaint)


@pytest.mark.parametrize(
    ("locator_type", "locator", "stored", "shown"),
    [
        ("paragraph", " 5 ", "5", "¶5"),
        ("paragraph", "5 – 7", "5-7", "¶5–7"),
        ("paragraph", "5-5", "5", "¶5"),
        ("paragraph", "  ", "", ""),
        ("page", "12", "12", "p. 12"),
        ("page", "12–14", "12-14", "pp. 12–14"),
        ("section", " Follow-up ", "Follow-up", "§ Follow-up"),
        ("section", "", "", ""),
    ],
)
def test_a_locator_as_stored_and_as_shown(locator_type, locator, stored, shown):
    assert canonical_locator(locator_type, locator) == stored
    assert locator_label(locator_type, stored) == shown


def test_a_page_is_stored_only_as_a_number_or_range():
    with pytest.raises(InvalidLocator):
        canonical_locator("page", "iv")


@settings(deadline=None)
@given(st.integers(1, 999_999), st.integers(0, 1000))
def test_a_stored_locator_keeps_its_numbers(start, length):
    end = min(start + length, 999_999)
    stored = canonical_locator("paragraph", f"{start} – {end}")

    assert parse_locator(stored) == (start, end)
    assert canonical_locator("paragraph", stored) == stored
