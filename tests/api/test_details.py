"""A record of its own at the API: its languages, its old addresses, and when it is not there."""

import pytest

from cooperation.models import Statement, Term
from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


@pytest.mark.past_publishing
def test_texts_are_in_the_asked_language_and_both_stand_under_translations(client):
    factories.make_event(slug="a-forum", title="A forum", title_km="វេទិកា", summary="A day.")
    Term.objects.filter(scheme__code=SchemeCode.EVENT_KIND).update(label_km="ប្រជុំ")
    english = client.get(f"{EVENTS}a-forum/").json()
    khmer = client.get(f"{EVENTS}a-forum/", {"lang": "km"}).json()
    assert (english["title"], english["kind"]["name"]) == ("A forum", "Meeting")
    assert (khmer["title"], khmer["kind"]["name"]) == ("វេទិកា", "ប្រជុំ")
    assert khmer["summary"] == "A day."
    assert (
        english["translations"]
        == khmer["translations"]
        == {
            "en": {"title": "A forum", "summary": "A day.", "venue": None},
            "km": {"title": "វេទិកា", "summary": None, "venue": None},
        }
    )


def test_an_old_slug_leads_on_and_keeps_the_method(client):
    event = factories.make_event(slug="before")
    event.slug = "after"
    workflow.save(Row(event), by=None, at=factories.AT)
    response = client.get(f"{EVENTS}before/")
    assert (response.status_code, response["Location"]) == (308, f"{EVENTS}after/")
    workflow.withdraw(event, by=None, at=factories.AT)
    assert client.get(f"{EVENTS}before/").status_code == 404


def test_a_draft_answers_like_what_does_not_exist(client):
    factories.make_event(slug="draft", published=False)
    draft, unknown = client.get(f"{EVENTS}draft/"), client.get(f"{EVENTS}nothing/")
    assert (draft.status_code, draft.content) == (unknown.status_code, unknown.content)
    private = ("X-Request-ID",)
    assert {k: v for k, v in draft.items() if k not in private} == {
        k: v for k, v in unknown.items() if k not in private
    }


@pytest.mark.past_publishing
def test_statements_are_found_by_their_permanent_id(client):
    made = factories.make_statement(slug="said")
    address = f"/api/v1/statements/{made.uid}/"
    assert client.get(address).json()["uid"] == str(made.uid)
    assert client.get("/api/v1/statements/said/").status_code == 404
    Statement.objects.filter(pk=made.pk).update(state="draft")
    workflow.save(Row(made.event), by=None, at=factories.AT)
    assert client.get(address).status_code == 404
