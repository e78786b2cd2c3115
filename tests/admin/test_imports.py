"""Tables brought to the desk: checked, confirmed, applied or stopped, each by who may."""

import pytest
from django.core.management import call_command
from lxml import html

from cooperation.exchange import importing
from cooperation.exchange.tables_reading import read_table
from cooperation.models import Event, ImportBatch, Revision, User
from cooperation.vocabulary.workflow import State
from tests import factories
from tests.admin import desk
from tests.admin.sent_tables import EVENTS, bring, content, named


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
    assert [line.cells for line in read_table(content(faults))] == [
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
            "Line 2 is not in UTF-8, so its letters cannot be told. Save the file as “CSV UTF-8” "
            "or as XLSX.",
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
    assert [line.cells for line in read_table(content(rest))] == [
        [*headings, "fault"],
        [
            *["taken", "Taken", "meeting", "a-report", "", "1"],
            "Another record has, had, or waits for the address “taken”. Choose another.",
        ],
    ]


def rest(client, form: str) -> list[list[str]]:
    """Return the rows that are left, as the page offers them."""
    batch = ImportBatch.objects.latest("pk")
    page = client.get(desk.page("change", ImportBatch, batch.pk)).content.decode()
    (address,) = html.fromstring(page).xpath("//p[@class='rest']/a[text()=$form]/@href", form=form)
    return [line.cells for line in read_table(content(client.get(address)))]


def test_faulty_rows_do_not_hold_up_good_ones(contributor, meeting):
    good = [[f"good-{number}", f"Good {number}", "meeting"] for number in range(16)]
    bad = [[f"bad-{number}", f"Bad {number}", "dance"] for number in range(4)]
    page = bring(contributor, EVENTS, *bad[:2], *good, *bad[2:])
    fault = "kind: “dance” is unknown. Write one of: meeting."
    left = [[*EVENTS, "fault"], *([*row, fault] for row in bad)]
    assert rest(contributor, "CSV") == rest(contributor, "XLSX") == left
    (button,) = html.fromstring(page.content.decode()).xpath("//input[@name='leaves_faulty']")
    assert button.get("value") == "Apply the other rows, and leave the faulty ones"
    page = press(contributor, "confirm", leaves_faulty=button.get("value"))
    assert "Done." in page.content.decode()
    assert Event.objects.count() == 16
    assert [row[2] for row in told(page)] == ["faulty"] * 4
    assert rest(contributor, "CSV") == rest(contributor, "XLSX") == left
    mended = [[*row[:2], "meeting", fault] for row in bad]
    bring(contributor, left[0], *mended)
    press(contributor, "confirm")
    assert Event.objects.count() == 20


def test_a_contributor_cannot_publish_at_once(contributor, meeting):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    page = press(contributor, "confirm", publishes="on")
    assert desk.messages(page) == ["Only a publisher may publish at once."]
    assert ImportBatch.objects.get().state == "checked"


def test_an_import_goes_on_by_button_and_by_command(contributor, meeting, capsys):
    bring(contributor, EVENTS, ["a", "A", "meeting"])
    batch = ImportBatch.objects.get()
    by = User.objects.get(username="contributor")
    importing.confirm_import(batch, by=by, at=factories.AT)
    page = contributor.get(desk.page("change", ImportBatch, batch.pk))
    (form,) = html.fromstring(page.content.decode()).xpath("//form[@data-goes-on]")
    page = contributor.post(form.get("action"), follow=True)
    assert "Done." in page.content.decode()
    bring(contributor, EVENTS, ["b", "B", "meeting"])
    importing.confirm_import(ImportBatch.objects.latest("pk"), by=by, at=factories.AT)
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
    for name in ("change", "faults_csv", "rest_csv", "rest_xlsx"):
        page = desk.page(name, ImportBatch, batch.pk)
        assert nobody.get(page).status_code in (403, 404)
    for name in ("import", "export"):
        assert nobody.get(desk.page(name, Event)).status_code == 403
