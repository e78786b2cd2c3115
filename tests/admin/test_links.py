import pytest
from django.urls import reverse

from cooperation.models import Event, Figure, Organisation, Participation, RecordTerm
from cooperation.vocabulary.term import PlaceKind, SchemeCode
from tests import factories


def offered(client, model, field: str, term: str = "") -> list[str]:
    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "cooperation",
            "model_name": model._meta.model_name,
            "field_name": field,
            "term": term,
        },
    )
    assert answer.status_code == 200
    return [result["text"] for result in answer.json()["results"]]


@pytest.fixture
def terms(db):
    factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting", label="Meeting")
    factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker", label="Speaker")
    factories.make_term(scheme=SchemeCode.TARGET_GROUP, code="women", label="Women")
    factories.make_term(scheme=SchemeCode.THEME, code="skills", label="Skills")


def test_a_term_is_chosen_from_its_own_scheme(contributor, terms):
    assert offered(contributor, Event, "kind") == ["Meeting"]
    assert offered(contributor, Participation, "role") == ["Speaker"]
    assert offered(contributor, Figure, "group") == ["Women"]
    assert sorted(offered(contributor, RecordTerm, "term")) == ["Skills", "Women"]
    assert offered(contributor, Event, "kind", "speak") == []


def test_a_country_is_chosen_from_countries(contributor):
    factories.make_place(code="KH", name="Cambodia", kind=PlaceKind.COUNTRY)
    factories.make_place(code="KH-12", name="Phnom Penh")
    assert offered(contributor, Organisation, "country") == ["Cambodia"]
    assert len(offered(contributor, Organisation, "place")) == 2


def test_a_term_of_another_scheme_is_refused(contributor, terms):
    from_elsewhere = factories.make_term(scheme=SchemeCode.THEME, code="skills")
    response = contributor.post(
        reverse("admin:cooperation_event_add"), {"title_en": "A", "kind": from_elsewhere.pk}
    )
    assert "kind" in response.context["adminform"].form.errors
