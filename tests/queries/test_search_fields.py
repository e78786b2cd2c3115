import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cooperation.models import Place, Term
from cooperation.publishing import workflow
from cooperation.queries import resources
from cooperation.queries.search_fields import MomentField, QuestionField
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import AT
from tests.queries.asking import slugs

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00+00:00"),
        ("2026-01-31T09:00:00+07:00", "2026-01-31T02:00:00+00:00"),
        ("2026-01-31T09:00:00 07:00", "2026-01-31T02:00:00+00:00"),
        ("2026-01-31", "2026-01-30T17:00:00+00:00"),
    ],
)
def test_a_moment_has_its_zone_and_a_day_that_of_phnom_penh(typed, moment):
    assert MomentField().clean(typed) == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "typed",
    ["rubbish", "2026-02-30", "2026-01-31T09:00:00", "2026-01-31T25:00:00Z", "0001-01-01"],
)
def test_anything_else_is_no_moment(typed):
    with pytest.raises(ValidationError, match="Write it as"):
        MomentField().clean(typed)


@pytest.mark.parametrize("typed", ["!!!", "😀", '"'])
def test_a_question_has_a_letter_or_a_digit(typed):
    with pytest.raises(ValidationError, match="has no letter or digit"):
        QuestionField().clean(typed)


def test_a_question_is_no_longer_than_any_value():
    assert QuestionField().clean("x" * 200) is not None
    with pytest.raises(ValidationError, match="200"):
        QuestionField().clean("x" * 201)


@pytest.mark.django_db
def test_every_list_takes_a_question_in_its_own_order():
    factories.make_event(slug="old", title="Wages", date="2020")
    factories.make_event(slug="new", title="Talks", summary="On wages", date="2026")
    factories.make_event(slug="other", title="Talks")
    factories.make_event(slug="draft", title="Wages", published=False)
    assert slugs("q=wages") == ["new", "old"]
    assert slugs("q=wage&year=2026") == ["new"]
    assert slugs("q=wagez") == ["new", "old"]
    assert slugs("q=") == ["new", "old", "other"]
    assert slugs("q=banana") == []
    factories.make_organisation(slug="union", name="Wage union")
    assert slugs("q=wages", resources.ORGANISATION_LIST) == ["union"]


@pytest.mark.django_db
def test_stakeholders_are_found_whichever_they_are():
    factories.make_organisation(name="Chan and partners")
    person = factories.make_person(name="Chan Dara")
    factories.make_person(name="Sok Lina")
    listed = resources.STAKEHOLDER_LIST
    filters = listed.filters(QueryDict("q=chan"), queryset=listed.subject.public())
    assert filters.form.errors == {}
    found = filters.filter_queryset(filters.queryset)
    assert found.count() == 2
    filters = listed.filters(
        QueryDict("updated_since=2026-01-06"), queryset=listed.subject.public()
    )
    workflow.publish(person, by=None, at=AT + DAY)
    assert filters.form.errors == {}
    assert filters.filter_queryset(filters.queryset).count() == 1


@pytest.mark.django_db
@pytest.mark.past_publishing
def test_terms_and_places_are_found_by_names_and_codes():
    skills = factories.make_term(scheme=SchemeCode.THEME, code="skills", label="Skills and jobs")
    factories.make_term(scheme=SchemeCode.THEME, code="wages")
    Term.objects.filter(pk=skills.pk).update(label_km="ជំនាញ")
    pursat = factories.make_place(code="KH-15", name="Pursat")
    pursat.other_names.create(name="Pousaat")
    factories.make_place(code="KH-12")

    def keys(question: str, listed, key: str) -> list[str]:
        filters = listed.filters(QueryDict(f"q={question}"), queryset=listed.subject.public())
        assert filters.form.errors == {}
        return list(filters.filter_queryset(filters.queryset).values_list(key, flat=True))

    for question in ("skill", "JOBS", "ជំនាញ", "skills jobs"):
        assert keys(question, resources.TERM_LIST, "code") == ["skills"]
    for question in ("pousaat", "purs", "KH-15"):
        assert keys(question, resources.PLACE_LIST, "code") == ["KH-15"]
    assert Place.objects.count() == 2
    assert keys("banana", resources.PLACE_LIST, "code") == []


@pytest.mark.django_db
def test_what_changed_since_counts_from_when_the_public_could_see_it():
    factories.make_event(slug="before")
    late = factories.make_event(slug="late", published=False)
    workflow.publish(late, by=None, at=AT + DAY)
    timed = factories.make_event(slug="timed", published=False, go_live_at=AT + DAY)
    workflow.publish(timed, by=None, at=AT)
    assert slugs("updated_since=2026-01-06T09:00:00Z") == ["late", "timed"]
    assert slugs("updated_since=2026-01-05") == ["before", "late", "timed"]
    assert slugs("updated_since=2026-02-01") == []
