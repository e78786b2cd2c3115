"""Differences as the desk shows them: told by words and lines, not by colour."""

import pytest
from lxml import html

from cooperation.admin.comparing import difference_table
from cooperation.models import OtherName
from cooperation.publishing.revisions import take_snapshot
from tests import factories

pytestmark = pytest.mark.django_db
SIDES = {"before_label": "Live", "after_label": "Draft"}


def cells(page: str) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]
        for row in html.fromstring(page).xpath(".//tr")
    ]


def test_both_sides_stand_in_one_row_with_marks_that_can_be_heard():
    event = factories.make_event(title="A <b>forum</b>", parts=[OtherName(name="Forum")])
    before = take_snapshot(event)
    after = {**before, "parts": {}, "fields": before["fields"] | {"title_en": "A <i>forum</i>"}}
    page = difference_table(type(event), before, after, **SIDES)
    assert cells(page) == [
        ["What", "Live", "Draft"],
        ["Title (English)", "A <removed: b>forum</removed: b>", "A <added: i>forum</added: i>"],
        ["Other name: Forum Removed"],
        ["Name", "removed: Forum", "empty"],
        ["Kind", "removed: Also called", "empty"],
        ["The whole record"],
        ["Source", "removed: A report", "empty"],
    ]
    assert "<del>" in page and "<ins>" in page and "<b>" not in page


def test_no_difference_is_said_so():
    event = factories.make_event()
    page = difference_table(type(event), take_snapshot(event), take_snapshot(event), **SIDES)
    assert cells(page) == []
    assert "Nothing" in page


def test_khmer_is_marked_as_such():
    event = factories.make_event(title_km="វេទិកា")
    page = html.fromstring(difference_table(type(event), None, take_snapshot(event), **SIDES))
    assert [cell.text_content()[-6:] for cell in page.xpath(".//td[@lang='km']/ins")] == ["វេទិកា"]
