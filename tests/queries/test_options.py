import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.models import Participation, RecordTerm, Term
from cooperation.queries import generation
from cooperation.queries.options import MOST, MOST_OF_MANY, FilterControl, offer_filters
from cooperation.queries.resources import EVENT_LIST
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db


def controls(query: str = "") -> dict[str, FilterControl]:
    filters = EVENT_LIST.filters(QueryDict(query), queryset=EVENT_LIST.subject.public())
    state = generation.present_state(factories.AT)
    offer = offer_filters(filters, EVENT_LIST, state)
    return {item.name: item for item in offer.controls}


def offered(name: str, query: str = "") -> list[tuple[str, str]]:
    return [(option.value, option.label) for option in controls(query)[name].options]


def took_part(organisation, code: str) -> Participation:
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code=code)
    return Participation(organisation=organisation, role=role)


def theme(code: str) -> RecordTerm:
    return RecordTerm(term=factories.make_term(scheme=SchemeCode.THEME, code=code))


@pytest.fixture
def events() -> None:
    ministry = factories.make_organisation(slug="ministry", name="Ministry")
    union = factories.make_organisation(slug="union", name="Union")
    hidden = factories.make_organisation(slug="hidden", name="Hidden", published=False)
    factories.make_term(scheme=SchemeCode.THEME, code="unused")
    factories.make_event(
        slug="first",
        date="2026-01",
        attendance_mode="online",
        places=[factories.make_place()],
        parts=[took_part(union, "speaker"), took_part(ministry, "organiser"), theme("wages")],
    )
    factories.make_event(slug="second", date="2024", parts=[theme("wages"), theme("safety")])
    factories.make_event(
        slug="draft",
        date="2001",
        attendance_mode="hybrid",
        places=[factories.make_place(code="KH-3")],
        parts=[took_part(hidden, "guest"), theme("secret")],
        published=False,
    )


def test_only_what_public_records_use_is_offered(events):
    assert offered("theme") == [("safety", "Safety"), ("wages", "Wages")]
    assert offered("organisation") == [("ministry", "Ministry"), ("union", "Union")]
    assert offered("role") == [("organiser", "Organiser"), ("speaker", "Speaker")]
    assert offered("place") == [("KH-12", "Phnom Penh")]
    assert offered("year") == [("2026", "2026"), ("2024", "2024")]
    assert offered("mode") == [("online", "Online")]
    assert offered("status") == offered("goal") == offered("locator") == []
    assert offered("kind") == [("meeting", "Meeting")]


def test_what_was_chosen_is_marked(events):
    chosen = [
        (option.value, option.is_chosen) for option in controls("theme=wages")["theme"].options
    ]
    assert chosen == [("safety", False), ("wages", True)]


def test_what_was_chosen_and_is_not_offered_stays_in_the_form(events):
    assert offered("theme", "theme=unused")[-1] == ("unused", "unused")
    found = controls("theme=rubbish&locator=5")
    assert found["theme"].chosen == (("rubbish", "rubbish"),)
    assert found["theme"].errors == ("“rubbish” is not known here.",)
    assert (found["locator"].values, found["locator"].options) == (("5",), ())


def test_every_filter_has_its_control_in_order(events):
    assert list(controls()) == list(EVENT_LIST.filters.get_filters())


@pytest.mark.past_publishing
def test_labels_are_in_the_language_of_the_reader(events):
    Term.objects.filter(code="wages").update(label_km="ប្រាក់ឈ្នួល")
    with translation.override("km"):
        assert ("wages", "ប្រាក់ឈ្នួល") in offered("theme")
    assert ("wages", "Wages") in offered("theme")


def test_of_too_many_to_choose_from_those_are_offered_that_leave_most():
    common = factories.make_event(parts=[theme("zz-common")])
    terms = [theme(f"theme-{number:03}") for number in range(MOST - 1)]
    factories.make_event(parts=[*terms, theme("zz-common")])
    assert len(offered("theme")) == MOST
    factories.make_event(parts=[theme("one-more")])
    assert (len(offered("theme")), offered("theme")[-1][0]) == (MOST_OF_MANY, "zz-common")
    assert ("theme-050", "Theme 050") not in offered("theme")
    assert ("theme-050", "Theme 050") in offered("theme", "theme=theme-050")
    assert RecordTerm.objects.filter(event=common).count() == 1


def test_what_is_chosen_has_its_label_whatever_it_is(events):
    programme = factories.make_programme(slug="plan", title="The plan")
    factories.make_programme(slug="secret", title="Secret plan", published=False)
    asked = f"programme={programme.slug}&programme=secret&mode=hybrid&place=KH-3&q=pay&theme=unused"
    chosen = {item.name: item.chosen for item in controls(asked).values() if item.chosen}
    assert chosen == {
        "programme": (("plan", "The plan"), ("secret", "secret")),
        "mode": (("hybrid", "In person and online"),),
        "place": (("KH-3", "Place KH-3"),),
        "q": (("pay", "pay"),),
        "theme": (("unused", "Unused"),),
    }


def test_they_cost_as_many_queries_for_many_values_as_for_one(events):
    with CaptureQueriesContext(connection) as queries:
        controls()
    # The state, the sets, who is hidden by time, what lies in what, and the labels.
    assert len(queries) == 5
    with CaptureQueriesContext(connection) as again:
        controls()
    assert len(again) == 1
    terms = [theme(f"theme-{number}") for number in range(9)]
    factories.make_event(parts=[*terms, took_part(factories.make_organisation(), "speaker")])
    with CaptureQueriesContext(connection) as more:
        controls()
    assert len(more) == len(queries)
