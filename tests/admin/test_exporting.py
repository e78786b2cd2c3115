"""Tables taken away from the desk: of a list, of what is selected, and to fill in."""

import pytest
from lxml import html
from openpyxl import load_workbook

from cooperation.exchange.tables_reading import read_table
from cooperation.models import Event, ImportBatch, Organisation
from tests import factories
from tests.admin import desk
from tests.admin.sent_tables import bring, content


def test_a_list_is_taken_away_as_its_filters_stand(contributor, meeting):
    factories.make_event(slug="forum", title="A forum", kind=meeting)
    factories.make_event(slug="draft", title="A draft forum", kind=meeting, published=False)
    factories.make_event(slug="other", title="Something else", kind=meeting)
    page = contributor.get(desk.page("changelist", Event), {"q": "forum"})
    (link,) = html.fromstring(page.content.decode()).xpath("//a[text()='Export']")
    offered = contributor.get(link.get("href"))
    links = html.fromstring(offered.content.decode()).xpath(
        "//div[@id='content-main']//tbody/tr[1]//a"
    )
    found = {}
    for link in links:
        form = link.text_content().lower()
        lines = list(read_table(content(contributor.get(link.get("href")))))
        found[form] = {line.cells[1] for line in lines[1:]}
    assert found == {"csv": {"forum", "draft"}, "xlsx": {"forum", "draft"}}
    wrong = contributor.get(f"{desk.page('file', Event, 'events', 'csv')}?colour=red")
    assert wrong.status_code == 302
    for name in ("people", "nothing"):
        assert contributor.get(desk.page("file", Event, name, "csv")).status_code == 404
    assert contributor.get(desk.page("file", Event, "events", "pdf")).status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_selected_records_are_taken_away(contributor, form):
    first, _second = (factories.make_organisation(slug=slug) for slug in ("one", "two"))
    response = contributor.post(
        desk.page("changelist", Organisation),
        {"action": f"export_{form}", "_selected_action": [first.pk]},
    )
    assert [line.cells[1] for line in read_table(content(response))] == ["slug", "one"]
    assert f'.{form}"' in response["Content-Disposition"]


def test_a_text_too_long_for_a_spreadsheet_is_said_and_not_cut(contributor):
    factories.make_event(slug="long", summary="x" * 40_000)
    response = contributor.get(desk.page("file", Event, "events", "xlsx"), follow=True)
    assert desk.messages(response) == [
        "Row 2 holds a text that no spreadsheet can hold. Take the CSV file."
    ]


def test_a_table_to_fill_in_says_what_belongs_where(contributor, meeting):
    as_text = contributor.get(desk.page("form", Event, "events", "csv"))
    headings, remark = (line.cells for line in read_table(content(as_text)))
    assert headings[:4] == ["uid", "slug", "title_en", "title_km"]
    assert "state" not in headings
    assert remark[0].startswith("# ")
    assert remark[2] == "needed"
    as_book = contributor.get(desk.page("form", Event, "events", "xlsx"))
    book = load_workbook(content(as_book))
    assert book.sheetnames == ["events", "columns", "codes"]
    assert [cell.value for cell in book["events"][1]] == headings
    assert book["events"].column_dimensions["B"].number_format == "@"
    rows = list(book["codes"].iter_rows(values_only=True))
    assert ("kind", "meeting", "Meeting") in rows
    assert ("attendance_mode", "online", "Online") in rows
    # What is filled in below the remark is read; the remark is not.
    line = [{"slug": "a", "title_en": "A", "kind": "meeting"}.get(name, "") for name in headings]
    bring(contributor, headings, remark, line)
    batch = ImportBatch.objects.get()
    assert (batch.added, batch.faulty) == (1, 0)
