"""Cells as editors and spreadsheets write them: labels, shares, dates that were texts."""

import datetime as dt
import io
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from cooperation.models import Citation, Event, Organisation
from cooperation.vocabulary.organisation import Constituent, OrganisationType
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.exchange import tabling

pytestmark = pytest.mark.django_db


def workbook(headings: list[str], row: list[Any], formats: dict[str, str]) -> io.BytesIO:
    book = Workbook()
    book.active.append(headings)
    book.active.append(row)
    for name, number_format in formats.items():
        book.active.cell(2, headings.index(name) + 1).number_format = number_format
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


@pytest.mark.parametrize("text", ["meeting", "MEETING", "small  meeting", "កិច្ចប្រជុំ"])
def test_a_term_is_known_by_its_code_and_by_what_the_desk_shows(text):
    kind = SchemeCode.EVENT_KIND
    factories.make_term(scheme=kind, code="meeting", label="Small meeting", label_km="កិច្ចប្រជុំ")
    factories.make_term(scheme=kind, code="forum")
    tabling.confirm(tabling.bring("events", ["slug", "title_en", "kind"], ["a", "A", text]))
    assert Event.objects.get().kind.code == "meeting"


def test_a_label_of_several_codes_is_a_fault():
    for code in ("forum", "fair"):
        factories.make_term(scheme=SchemeCode.EVENT_KIND, code=code, label="Gathering")
    batch = tabling.bring("events", ["slug", "title_en", "kind"], ["a", "A", "gathering"])
    (fault,) = tabling.faults(batch)
    assert fault == (2, "kind", "“gathering” may be any of these: fair, forum. Write the code.")


@pytest.mark.parametrize("language", ["en", "km"])
def test_labels_of_closed_lists_are_known_in_both_languages(language):
    with override(language):
        labels = [str(OrganisationType.NATIONAL_NGO.label), str(Constituent.WORKERS.label).upper()]
    headings = ["slug", "name_en", "kind", "constituent"]
    tabling.confirm(tabling.bring("organisations", headings, ["a", "A", *labels]))
    organisation = Organisation.objects.get()
    assert (organisation.kind, organisation.constituent) == ("22", "workers")


def test_a_locator_is_a_paragraph_where_no_column_tells_its_type():
    factories.make_source(slug="a-report", paragraph_count=9)
    factories.make_event(slug="a-forum", published=False)
    headings = ["slug", "cited_source", "cited_locator"]
    tabling.confirm(tabling.bring("events", headings, ["a-forum", "a-report", "5"]))
    cited = Citation.objects.get(event__slug="a-forum", source__slug="a-report")
    assert (cited.locator_type, cited.locator) == ("paragraph", "5")


@pytest.mark.parametrize(
    ("number_format", "date"), [("mmm-yy", "2026-03"), ("yyyy", "2026"), ("d/m/yy", "2026-03-01")]
)
def test_a_date_of_a_workbook_is_as_precise_as_it_is_shown(number_format, date):
    factories.make_event(slug="a-forum", published=False)
    row = ["a-forum", dt.datetime(2026, 3, 1)]
    file = workbook(["slug", "date"], row, {"date": number_format})
    tabling.confirm(tabling.bring_file("events", file))
    assert Event.objects.get().date == date


def test_what_a_spreadsheet_took_for_something_else_is_a_fault():
    factories.make_source(slug="a-report", paragraph_count=9)
    factories.make_event(slug="a-forum", published=False)
    cells = {
        "slug": "a-forum",
        "title_en": True,
        "venue_en": dt.datetime(2026, 3, 1),
        "is_series": True,
        "date": "=A1",
        "cited_source": "a-report",
        "cited_locator": dt.datetime(2026, 5, 7),
    }
    headings, row = list(cells), list(cells.values())
    file = workbook(headings, row, {"venue_en": "mmm-yy", "cited_locator": "d-mmm"})
    batch = tabling.bring_file("events", file)
    assert tabling.faults(batch) == [
        (
            2,
            "title_en",
            "The spreadsheet took the cell for true or false (“TRUE”), and neither belongs here. "
            "Give the cell the format “Text” and write it again.",
        ),
        (
            2,
            "venue_en",
            "The spreadsheet took the cell for a date (“Mar-26”), and no date belongs here. Give "
            "the cell the format “Text” and write it again.",
        ),
        (
            2,
            "date",
            "The cell holds a formula without its result. Open the file in a spreadsheet and save "
            "it again, or write the value itself.",
        ),
        (
            2,
            "cited_locator",
            "The cell shows “07-May”, which is no full date, no month and no year. Give the cell "
            "the format “Text”, and write the date as 2026-03-01, 2026-03 or 2026.",
        ),
    ]


FIGURES = ["event", "measure", "value", "unit_en"]


@pytest.mark.parametrize("unit", ["", "%", "percent"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_share_is_a_figure_in_percent(form, unit):
    event = factories.make_event(slug="a-forum", published=False)
    factories.make_term(scheme=SchemeCode.MEASURE, code="rate")
    if form == "xlsx":
        file = workbook(FIGURES, ["a-forum", "rate", 0.038, unit], {"value": "0.0%"})
    else:
        file = tabling.as_csv(FIGURES, ["a-forum", "rate", "3.8 %", unit])
    tabling.confirm(tabling.bring_file("figures", file))
    (figure,) = event.figures.all()
    assert (str(figure.value.normalize()), figure.unit_en) == ("3.8", unit or "%")


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (FIGURES, ["a-forum", "rate", "3.8%", "workers"]),
        (FIGURES[:3], ["a-forum", "rate", "3.8%"]),
    ],
    ids=["another unit", "no unit"],
)
def test_a_share_whose_unit_is_not_sure_is_a_fault(headings, row):
    factories.make_event(slug="a-forum", published=False)
    factories.make_term(scheme=SchemeCode.MEASURE, code="rate")
    message = (
        "“3.8%” is a share in percent. Write the number alone; the unit of a figure belongs into "
        "a column of its own."
    )
    assert tabling.faults(tabling.bring("figures", headings, row)) == [(2, "value", message)]
