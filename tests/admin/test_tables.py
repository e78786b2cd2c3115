"""Tables at the desk: brought, checked, confirmed and taken away, each by who may."""

import io

import pytest
from django.core.management import call_command
from lxml import html
from openpyxl import load_workbook

from cooperation.exchange import importing
from cooperation.exchange.tables_reading import read
from cooperation.models import Event, ImportBatch, Organisation, Revision, User
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import State
from tests import factories
from tests.admin import desk
from tests.exchange.tabling import as_csv, as_workbook

EVENTS = ["slug", "title_en", "kind"]


@pytest.fixture
def meeting(db):
    return factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")


def named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def bring(client, *rows, name: str = "events.csv", table: str = "events"):
    """Send a table to the desk, and return the page that follows."""
    content = (as_workbook if name.endswith("xlsx") else as_csv)(*rows).getvalue()
    values = {"table": table, "file": named(name, content)}
    return client.post(desk.page("import", Event), values, follow=True)


def press(client, name: str, **values):
    batch = ImportBatch.objects.latest("pk")
    return client.post(desk.page(name, ImportBatch, batch.pk), values, follow=True)


def told(response) -> list[list[str]]:
    tree = html.fromstring(response.content.decode())
    rows = tree.xpath("//table[contains(@class,'import-records')]/tbody/tr")
    return [
        [" ".join(" ".join(cell.itertext()).split()).replace(" :", ":") for cell in row]
        for row in rows
    ]


def content(response) -> io.BytesIO:
    assert response.status_code == 200
    return io.BytesIO(b"".join(response.streaming_content))


@pytest.mark.parametrize("name", ["events.csv", "events.xlsx"])
def test_a_table_is_checked_then_confirmed(contributor, meeting, name):
    factories.make_event(slug="old", title="As it was", kind=meeting, published=False)
    page = bring(
        contributor, EVENTS, ["new", "A forum", "meeting"], ["old", "Other", "meeting"], name=name
    )
    assert told(page) == [
        ["2", "A forum", "add", "slug: added: new title_en: added: A forum kind: added: meeting"],
        ["3", "As it was", "change", "title_en: removed: As it was added: Other"],
    ]
    assert b"publishes" not in page.content
    page = press(contributor, "confirm", reason="From the ministry")
    assert "Done." in page.content.decode()
    assert {event.slug: (event.title_en, event.state) for event in Event.objects.all()} == {
        "new": ("A forum", State.DRAFT),
        "old": ("Other", State.DRAFT),
    }
    assert set(
        Revision.objects.filter(action="import").values_list("reason", "user__username")
    ) == {("From the ministry", "contributor")}


def test_faults_stand_by_row_and_column_and_stop_the_file(contributor, meeting):
    page = bring(contributor, EVENTS, ["a", "A", "dance"], ["b", "B", "meeting"], ["b", "B", ""])
    expected = [
        ["2", "", "faulty", "kind: “dance” is unknown. Write one of: meeting."],
        ["4", "", "faulty", "Row 3 is about the same record."],
    ]
    assert [[row[0], "", *row[2:]] for row in told(page)] == expected
    batch = ImportBatch.objects.get()
    faults = contributor.get(desk.page("faults_csv", ImportBatch, batch.pk))
    assert [line.cells for line in read(content(faults))] == [
        ["row", "column", "message"],
        ["2", "kind", "“dance” is unknown. Write one of: meeting."],
        ["4", "", "Row 3 is about the same record."],
    ]
    page = press(contributor, "confirm")
    assert desk.messages(page) == ["Correct the faulty rows in the file, and bring it again."]
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (named("events.csv", b""), "The submitted file is empty."),
        (named("..", b"slug\na\n"), "This field is required."),
        (
            named("x.csv", b"slug\n\xff\xff\n"),
            "After row 0 the file is not in UTF-8. Save it as “CSV UTF-8”.",
        ),
        (
            named("x.xlsx", b"PK\x03\x04\x00"),
            "The file is damaged, or no XLSX. Open it in a spreadsheet and save it again.",
        ),
        (None, "This field is required."),
    ],
    ids=["empty", "dots", "encoding", "damaged", "none"],
)
def test_what_is_no_table_is_said_on_the_form(contributor, file, message):
    values = {"table": "events"} | ({"file": file} if file else {})
    response = contributor.post(desk.page("import", Event), values)
    assert desk.errors(response) == [message]
    assert ImportBatch.objects.count() == 0


def test_a_publisher_publishes_at_once_and_sees_what_was_left_out(publisher, meeting):
    factories.make_source(slug="a-report")
    headings = [*EVENTS, "cited_source", "cited_locator_type", "cited_locator"]
    page = bring(
        publisher,
        headings,
        ["cited", "Cited", "meeting", "a-report", "", "1"],
        ["uncited", "Uncited", "meeting", "", "", ""],
        ["taken", "Taken", "meeting", "a-report", "", "1"],
    )
    assert b"publishes" in page.content
    factories.make_event(slug="taken", title="Theirs", kind=meeting, published=False)
    page = press(publisher, "confirm", publishes="on")
    assert [row[:3] for row in told(page)] == [
        ["", "Uncited", "applied, but not published"],
        ["4", "Taken", "not applied"],
    ]
    assert Event.objects.get(slug="cited").state == State.PUBLISHED
    rest = publisher.get(desk.page("rest_csv", ImportBatch, ImportBatch.objects.get().pk))
    assert [line.cells for line in read(content(rest))] == [
        headings,
        ["taken", "Taken", "meeting", "a-report", "", "1"],
    ]


def test_a_contributor_cannot_publish_at_once(contributor, meeting):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    page = press(contributor, "confirm", publishes="on")
    assert desk.messages(page) == ["Only a publisher may publish at once."]
    assert ImportBatch.objects.get().state == "checked"


def test_an_import_goes_on_by_button_and_by_command(contributor, meeting, capsys):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    batch = ImportBatch.objects.get()
    by = User.objects.get(username="contributor")
    importing.confirm(batch, by=by, at=factories.AT)
    page = contributor.get(desk.page("change", ImportBatch, batch.pk))
    (form,) = html.fromstring(page.content.decode()).xpath("//form[@data-goes-on]")
    page = contributor.post(form.get("action"), follow=True)
    assert "Done." in page.content.decode()
    bring(contributor, EVENTS, ["b", "B", "meeting"])
    importing.confirm(ImportBatch.objects.latest("pk"), by=by, at=factories.AT)
    call_command("apply_imports")
    assert capsys.readouterr().out == "events.csv: Done.\n"
    assert Event.objects.count() == 2


def test_an_import_can_be_stopped_before_it_is_applied(contributor, meeting):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    page = press(contributor, "stop")
    assert "Stopped." in page.content.decode()
    page = press(contributor, "confirm")
    assert desk.messages(page) == ["This import is not waiting to be confirmed."]
    assert Event.objects.count() == 0


def test_the_import_of_a_colleague_is_seen_and_left_alone(contributor, sign_in, meeting):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    batch = ImportBatch.objects.get()
    factories.make_user(group="contributor", username="colleague")
    colleague = type(contributor)()
    colleague.force_login(User.objects.get(username="colleague"))
    assert colleague.get(desk.page("change", ImportBatch, batch.pk)).status_code == 200
    for name in ("go-on", "confirm", "stop"):
        page = desk.page(name, ImportBatch, batch.pk)
        assert colleague.post(page).status_code == 403
        assert colleague.get(page).status_code in (403, 405)
    nobody = sign_in("")
    for name in ("change", "faults_csv", "rest_csv"):
        page = desk.page(name, ImportBatch, batch.pk)
        assert nobody.get(page).status_code in (403, 404)
    for name in ("import", "export"):
        assert nobody.get(desk.page(name, Event)).status_code == 403


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
        lines = list(read(content(contributor.get(link.get("href")))))
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
    assert [line.cells[1] for line in read(content(response))] == ["slug", "one"]
    assert f'.{form}"' in response["Content-Disposition"]


def test_a_text_too_long_for_a_spreadsheet_is_said_and_not_cut(contributor):
    factories.make_event(slug="long", summary="x" * 40_000)
    response = contributor.get(desk.page("file", Event, "events", "xlsx"), follow=True)
    assert desk.messages(response) == [
        "Row 2 holds a text that no spreadsheet can hold. Take the CSV file."
    ]


def test_a_table_to_fill_in_says_what_belongs_where(contributor, meeting):
    as_text = contributor.get(desk.page("form", Event, "events", "csv"))
    headings, remark = (line.cells for line in read(content(as_text)))
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
