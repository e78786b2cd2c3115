"""Columns computed from another column: right however the row is saved."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value

from cooperation.models import Citation, Event
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def event(date: str, slug: str = "another") -> Event:
    kind = factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
    return Event(title_en="Another", slug=slug, kind=kind, date=date)


def stored(slug: str = "another") -> tuple[str, dt.date | None, dt.date | None]:
    return Event.objects.values_list("date", "date_earliest", "date_latest").get(slug=slug)


def test_a_save_gives_the_bounds_to_row_and_instance():
    made = event("2026-03")
    made.save()
    assert stored() == ("2026-03", *MARCH)
    assert (made.date_earliest, made.date_latest) == MARCH


def test_a_save_of_the_date_alone_gives_its_bounds():
    made = event("2019")
    made.save()
    made.date = "2026-03"
    made.save(update_fields=["date"])
    assert stored() == ("2026-03", *MARCH)


def test_a_save_of_other_fields_leaves_the_date_alone():
    made = event("2026-03")
    made.save()
    made.title_en, made.date = "Renamed", "2019"
    made.save(update_fields=["title_en"])
    assert stored() == ("2026-03", *MARCH)


def test_a_save_of_what_was_loaded_gives_the_bounds():
    event("2019").save()
    loaded = Event.objects.only("date").get(slug="another")
    loaded.date = "2026-03"
    loaded.save()
    assert stored() == ("2026-03", *MARCH)


def test_a_row_loaded_without_its_date_keeps_it():
    event("2026-03").save()
    loaded = Event.objects.only("title_en").get(slug="another")
    loaded.title_en = "Renamed"
    loaded.save()
    assert stored() == ("2026-03", *MARCH)


def test_bulk_create_gives_the_bounds():
    Event.objects.bulk_create([event("2026-03"), event("", slug="undated")])
    assert stored() == ("2026-03", *MARCH)
    assert stored("undated") == ("", None, None)


def test_bulk_create_over_existing_rows_gives_the_bounds():
    event("2019").save()
    Event.objects.bulk_create(
        [event("2026-03")],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["date"],
    )
    assert stored() == ("2026-03", *MARCH)


def test_an_update_gives_the_bounds():
    event("2019").save()
    Event.objects.filter(slug="another").update(date="2026-03")
    assert stored() == ("2026-03", *MARCH)
    Event.objects.filter(slug="another").update(date="")
    assert stored() == ("", None, None)


def test_update_or_create_gives_the_bounds():
    event("2019").save()
    Event.objects.update_or_create(slug="another", defaults={"date": "2026-03"})
    assert stored() == ("2026-03", *MARCH)


def test_bulk_update_gives_the_bounds():
    made = [event("2019", slug="one"), event("", slug="two")]
    Event.objects.bulk_create(made)
    for row in made:
        row.date = "2026-03"
    Event.objects.bulk_update(made, ["date"])
    assert stored("one") == stored("two") == ("2026-03", *MARCH)


def test_bulk_update_of_other_fields_leaves_the_date_alone():
    made = event("2026-03")
    made.save()
    made.title_en, made.date = "Renamed", "2019"
    Event.objects.bulk_update([made], ["title_en"])
    assert stored() == ("2026-03", *MARCH)


def writes(made: Event) -> list[Callable[[], object]]:
    return [
        made.save,
        lambda: made.save(update_fields=["date"]),
        lambda: Event.objects.update(date=made.date),
        lambda: Event.objects.bulk_update([made], ["date"]),
        lambda: Event.objects.bulk_create([event(made.date, slug="two")]),
    ]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("expression", [F("date_as_stated"), Value("2026")])
def test_an_expression_is_refused_for_its_value_is_not_known(expression, number):
    made = event("2026-03")
    made.save()
    made.date = expression
    reasons = "Set date to a value|can only be used to update, not to insert"
    with pytest.raises((TypeError, ValueError), match=reasons), transaction.atomic():
        writes(made)[number]()
    assert stored() == ("2026-03", *MARCH)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("text", ["on Tuesday", "2026-13", "2026-02-30", "2026/2025"])
def test_what_is_no_date_is_refused_however_it_is_saved(text, number):
    made = event("2026-03")
    made.save()
    made.date = text
    with pytest.raises(ValidationError, match=text), transaction.atomic():
        writes(made)[number]()
    assert stored() == ("2026-03", *MARCH)


def test_a_date_is_stored_in_one_form():
    event(" ២០២៦-០៣ ").save()
    assert stored() == ("2026-03", *MARCH)
    Event.objects.update(date="2026-xx")
    assert stored() == ("2026-XX", dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("locator_type", "locator", "numbers"),
    [
        ("paragraph", "5", (5, 5)),
        ("paragraph", "5-7", (5, 7)),
        ("page", "12", (12, 12)),
        ("section", "Results", (None, None)),
        ("paragraph", "", (None, None)),
    ],
)
def test_a_locator_is_numbered_however_it_is_saved(locator_type, locator, numbers):
    def stored_numbers() -> tuple[int | None, int | None]:
        return Citation.objects.values_list("locator_first", "locator_last").get(pk=citation.pk)

    owner = factories.make_event()
    citation = Citation(event=owner, source=factories.make_source(), locator_type=locator_type)
    Citation.objects.bulk_create([citation])
    Citation.objects.filter(pk=citation.pk).update(locator=locator)
    assert stored_numbers() == numbers
    citation.locator = locator
    citation.save(update_fields=["locator"])
    assert stored_numbers() == numbers
