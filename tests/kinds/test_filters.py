import pytest
from django.core.exceptions import ValidationError

from cooperation.kinds.filter import leads_to_one_of
from cooperation.kinds.filter_values import FlagField
from cooperation.kinds.filters import Flag, Number, ids_below, ids_of_keys
from cooperation.models import Event, Organisation, Term
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_lies_below_costs_one_query_for_each_level(django_assert_num_queries):
    top = factories.make_organisation(name="Top")
    middle = [factories.make_organisation(name="Middle", parent=top) for _ in range(2)]
    bottom = [factories.make_organisation(name="Bottom", parent=row) for row in middle]
    with django_assert_num_queries(3):
        found = ids_below(Organisation, [top.pk])
    assert found == sorted(row.pk for row in (top, *middle, *bottom))


@pytest.mark.past_publishing
def test_a_circle_written_past_the_rules_is_walked_once():
    first = factories.make_term(scheme=SchemeCode.THEME, code="first")
    second = factories.make_term(scheme=SchemeCode.THEME, code="second", parent=first)
    Term.objects.filter(pk=first.pk).update(parent=second)
    assert ids_below(Term, [first.pk]) == sorted([first.pk, second.pk])


def test_known_gives_the_ids_in_the_order_asked_for():
    ids = {row.slug: row.pk for row in (factories.make_event(slug=slug) for slug in "ab")}
    assert ids_of_keys(Event.objects.all(), "slug", ["b", "a"]) == [ids["b"], ids["a"]]
    with pytest.raises(ValidationError, match="“c” is not known here"):
        ids_of_keys(Event.objects.all(), "slug", ["a", "c"])


def test_a_path_over_many_rows_gives_each_record_once():
    places = [factories.make_place(code=code) for code in ("KH-1", "KH-2")]
    factories.make_event(places=places)
    condition = leads_to_one_of(Event, "places", [place.pk for place in places])
    assert Event.objects.filter(condition).count() == 1


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("", None)])
def test_a_flag_is_true_or_false(text, value):
    assert FlagField(required=False).clean(text) is value


@pytest.mark.parametrize("text", ["True", "1", "yes", "0"])
def test_a_flag_is_nothing_else(text):
    with pytest.raises(ValidationError, match="Write true or false"):
        FlagField(required=False).clean(text)


@pytest.mark.parametrize(("value", "slug"), [(True, "course"), (False, "forum")])
def test_a_flag_and_a_number_are_declared_by_their_path(value, slug):
    factories.make_event(slug="course", is_series=True, position=2)
    factories.make_event(slug="forum", position=3)
    flag, number = Flag("is_series", label="Series"), Number("position", label="Place")
    assert [row.slug for row in flag.filter(Event.objects.all(), value)] == [slug]
    assert [row.slug for row in number.filter(Event.objects.all(), 3)] == ["forum"]
