"""Headings, remarks, and which rows are about one record."""

import pytest

from cooperation.exchange.tables_lines import UnreadableTable
from cooperation.models import ImportRecord
from tests import factories
from tests.exchange import tabling

pytestmark = pytest.mark.django_db


def test_two_rows_about_one_record_are_refused():
    event = factories.make_event(slug="a-forum")
    batch = tabling.bring(
        "events", ["uid", "slug"], [str(event.uid), ""], ["", "a-forum"], ["", "A-FORUM"]
    )
    assert (3, "", "Row 2 is about the same record.") in tabling.faults(batch)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "The file is empty. Its first row must hold the headings."),
        ([["slug", "title_en"]], "The file has headings but no rows."),
        ([["title_km"], ["x"]], "The file needs one of these columns: uid, slug, title_en."),
        ([["slug", "slug"], ["x"]], "The column “slug” stands twice."),
        (
            [["slug", "cited_source"], ["x"]],
            "These columns go together: cited_source, cited_locator.",
        ),
    ],
)
def test_headings_that_cannot_be_are_refused_before_the_rows(rows, message):
    with pytest.raises(UnreadableTable) as refused:
        tabling.bring("events", *rows)
    assert str(refused.value) == message
    assert ImportRecord.objects.count() == 0


def test_an_unknown_heading_is_named():
    with pytest.raises(UnreadableTable, match=r"“colour” is no column of this table\. Its columns"):
        tabling.bring("events", ["slug", "colour"], ["x", "red"])


def test_remarks_are_not_read_and_no_cell_is_dropped_in_silence():
    factories.make_event(slug="a-forum", title="A forum")
    batch = tabling.bring(
        "events", ["Slug", "", "STATE"], ["# remark", "b", "c"], ["a-forum", "", "draft"]
    )
    assert tabling.counts(batch) == {"unchanged": 1}
    batch = tabling.bring("events", ["slug", ""], ["a-forum", "x"], ["b", "", "", "y"])
    assert [fault for fault in tabling.faults(batch) if "heading" in fault[2]] == [
        (2, "", "A cell stands below no heading: “x”."),
        (3, "", "A cell stands below no heading: “y”."),
    ]


def test_lines_above_the_headings_are_passed_over():
    factories.make_event(slug="a-forum", title="A forum")
    batch = tabling.bring(
        "events", ["Events of 2026", "as of March"], [], ["slug", "title_en"], ["a-forum", "B"]
    )
    assert [change[0] for change in tabling.changes(batch)] == [4]
