import pytest
from django.core.exceptions import ValidationError

from cooperation.models import Citation
from cooperation.vocabulary.source import LocatorType
from tests import factories

pytestmark = pytest.mark.django_db


def cleaned(locator: str, locator_type: str = LocatorType.PARAGRAPH) -> Citation:
    source = factories.make_source(title="A report", paragraph_count=7)
    owner = factories.make_event()
    citation = Citation(event=owner, source=source, locator=locator, locator_type=locator_type)
    citation.full_clean()
    return citation


@pytest.mark.parametrize(
    ("written", "stored"), [(" 5 – 7 ", "5-7"), ("៥", "5"), ("7-7", "7"), ("  ", "")]
)
def test_a_locator_is_kept_in_one_form(written, stored):
    assert cleaned(written).locator == stored


def test_a_section_is_any_text():
    assert cleaned(" Results 99 ", LocatorType.SECTION).locator == "Results 99"


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("8", "Paragraph 8 does not exist: the source has 7."),
        ("5-9", "Paragraph 9 does not exist: the source has 7."),
        ("third", "“third” is neither a number nor a range."),
        ("0", "“0” starts at 0."),
        ("7-5", "“7-5” runs backwards."),
    ],
)
def test_a_passage_that_the_source_does_not_have_is_refused(locator, message):
    with pytest.raises(ValidationError) as refusal:
        cleaned(locator)
    assert refusal.value.message_dict["locator"][0].startswith(message)


def test_a_page_is_not_held_against_the_count_of_paragraphs():
    assert cleaned("99", LocatorType.PAGE).locator == "99"


def test_a_citation_names_its_source_and_passage():
    assert str(cleaned("5-7")) == "A report ¶5–7"
    assert str(cleaned("")) == "A report"


def test_a_citation_without_a_source_is_told_so():
    with pytest.raises(ValidationError) as refusal:
        Citation(event=factories.make_event(), locator="99").full_clean()
    assert list(refusal.value.message_dict) == ["source"]
