"""What goes out as a table comes in again as what it was."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cooperation.exchange.tables import TABLES, tables_about
from cooperation.exchange.tables_reading import read_table
from cooperation.models import (
    Citation,
    Event,
    Figure,
    Organisation,
    Participation,
    Position,
    Programme,
)
from cooperation.models.base import part_models, record_models
from cooperation.publishing import drafts, revisions
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.exchange import tabling
from tests.factories import AT
from tests.guards import rows

pytestmark = pytest.mark.django_db

# They hang on another part of the same record, or bring files of their own.
NOT_IN_TABLES = {"planitem", "citation", "picture", "document"}


def lines(file: io.BytesIO) -> list[list[str]]:
    return [line.cells for line in read_table(file)]


def test_every_kind_of_root_and_part_has_a_table():
    parts = {part for model in record_models() for part, _owner in part_models(model)}
    kinds = {model._meta.model_name for model in (*record_models(), *parts)} - NOT_IN_TABLES
    assert {table.model._meta.model_name for table in TABLES.values()} == kinds
    assert [table.name for table in tables_about(Programme)][:3] == [
        "programmes",
        "partners",
        "programme-links",
    ]


@pytest.mark.past_publishing
def test_what_goes_out_comes_in_unchanged():
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, {})
    second = rows.write_roots(rows.OPEN, {}, first)
    # A province is written where a country belongs.
    Organisation.objects.update(country=None)
    for record in (*first.values(), *second.values()):
        revisions.write_revision(record, action=Action.SAVE, by=None, at=AT)
    found, expected = {}, {}
    for table in TABLES.values():
        for model in table.roots():
            owner = next((n for n, target in table.owners.items() if target.model is model), "pk")
            standing = table.model.objects.filter(**{f"{owner}__isnull": False}).count()
            for form in ("csv", "xlsx"):
                batch = tabling.bring_file(table.name, tabling.exported(table.name, model, form))
                key = table.name, model.__name__, form
                found[key] = tabling.counts(batch), tabling.faults(batch)
                expected[key] = {"unchanged": standing}, []
    assert found == expected


def test_an_export_shows_what_waits_beside_a_live_record():
    event = factories.make_event(title="As it is live")
    content = revisions.take_snapshot(event)
    content["fields"]["title_en"] = "As it waits"
    drafts.save_draft(event, content, by=None, at=AT)
    headings, row = lines(tabling.exported("events", Event))
    told = dict(zip(headings, row, strict=False))
    assert (told["title_en"], told["state"], told["pending_change"]) == (
        "As it waits",
        "published",
        "draft",
    )


def test_a_row_names_its_record_its_links_and_its_sources():
    source = factories.make_source(slug="a-source", paragraph_count=9)
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    person = factories.make_person(slug="chan-dara")
    part = Participation(person=person, role=role)
    cited = [
        Citation(source=source, locator="5", part=part.pk, position=1),
        Citation(source=source, locator="7-8", part=part.pk, position=2),
        Citation(source=source, locator_type="page", locator="2", field="date"),
    ]
    event = factories.make_event(slug="a-forum", source=source, parts=[part, *cited])
    headings, row = lines(tabling.exported("participations", Event))
    told = {name: cell for name, cell in zip(headings, row, strict=False) if cell}
    assert told == {
        "event": event.slug,
        "id": str(part.pk),
        "person": "chan-dara",
        "role": "speaker",
        "cited_source": "a-source;a-source",
        "cited_locator": "5;7-8",
    }


def test_texts_that_a_spreadsheet_would_run_are_marked():
    factories.make_event(title="=1+1", slug="a-forum")
    written = tabling.exported("events", Event).getvalue().decode("utf-8-sig")
    assert "'=1+1" in written
    sheet = load_workbook(tabling.exported("events", Event, "xlsx")).worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["'=1+1"] == "s"
    assert "=1+1" not in cells


def test_texts_of_a_workbook_stay_texts_when_they_are_edited():
    role = factories.make_term(scheme=SchemeCode.MEASURE, code="rate")
    factories.make_event(
        title="Costs of _x000D_",
        published=False,
        parts=[Figure(measure=role, value=Decimal("3.8"), period="2026-03")],
    )
    page = load_workbook(tabling.exported("figures", Event, "xlsx")).worksheets[0]
    headings = [cell.value for cell in page[1]]
    row = dict(zip(headings, page[2], strict=True))
    assert (row["period"].value, row["period"].number_format) == ("2026-03", "@")
    assert (float(row["value"].value), row["value"].number_format) == (3.8, "General")
    letters = {cell.value: cell.column_letter for cell in page[1]}
    formats = {name: page.column_dimensions[letters[name]].number_format for name in letters}
    assert (formats["period"], formats["value"]) == ("@", "General")
    assert "Costs of _x000D_" in lines(tabling.exported("events", Event, "xlsx"))[1]


def test_a_table_costs_as_many_queries_for_many_records_as_for_one(django_assert_num_queries):
    post = factories.make_post()
    source = factories.make_source(slug="another")
    people = [factories.make_person(name="First", parts=[Position(post=post)])]
    with django_assert_num_queries(7):
        assert len(lines(tabling.exported("positions", type(people[0])))) == 2
    for name in ("Second", "Third"):
        other = factories.make_post(label=name, source=source)
        factories.make_person(name=name, source=source, parts=[Position(post=other)])
    with django_assert_num_queries(7):
        assert len(lines(tabling.exported("positions", type(people[0])))) == 4
