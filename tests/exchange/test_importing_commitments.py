"""What tables bring of commitments and their parties, and of titles that are ours."""

import datetime as dt

import pytest

from cooperation.models import Citation, Commitment, Draft, Programme
from cooperation.publishing.checking import find_differences
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.exchange import tabling

pytestmark = pytest.mark.django_db


def test_a_commitment_comes_with_all_that_its_source_says_of_it():
    factories.make_term(scheme=SchemeCode.COMMITMENT_KIND, code="plan")
    factories.make_term(scheme=SchemeCode.COMMITMENT_VERB, code="expected")
    event = factories.make_event(slug="a-forum")
    programme = factories.make_programme(slug="a-workplan")
    row = {
        "slug": "a-submission",
        "title_en": "Submission of the workplan",
        "title_supplied": "yes",
        "kind": "plan",
        "verb": "expected",
        "reported_at": "a-forum",
        "programme": "a-workplan",
        "is_programme_inferred": "yes",
        "due": "2026-03",
        "due_as_stated": "by the spring",
        "looked_for_on": "2026-05-01",
    }
    batch = tabling.confirm(tabling.bring("commitments", list(row), list(row.values())))
    assert tabling.outcomes(batch) == {"applied": 1}, tabling.faults(batch)
    found = Commitment.objects.get()
    assert (found.made_at, found.reported_at, found.programme) == (None, event, programme)
    assert (found.title_supplied, found.is_programme_inferred) == (True, True)
    assert (found.verb.code, found.due_as_stated) == ("expected", "by the spring")
    assert found.looked_for_on == dt.date(2026, 5, 1)
    again = tabling.bring_file("commitments", tabling.exported("commitments", Commitment))
    assert tabling.counts(again) == {"unchanged": 1}


def test_parties_come_with_who_said_it_and_in_which_post():
    post = factories.make_post(slug="a-minister")
    factories.make_person(slug="dara")
    factories.make_commitment(slug="a-promise", published=False)
    batch = tabling.bring(
        "parties",
        ["commitment", "side", "person", "posts", "role_as_stated_en"],
        ["a-promise", "said_by", "dara", "a-minister", "on behalf of the ministry"],
    )
    assert tabling.outcomes(tabling.confirm(batch)) == {"applied": 1}, tabling.faults(batch)
    party = Commitment.objects.get().parties.get()
    assert (party.side, party.role_as_stated_en) == ("said_by", "on behalf of the ministry")
    assert list(party.posts.all()) == [post]


def test_places_among_parts_and_links_that_are_ours_come_too():
    factories.make_programme(slug="a-programme")
    factories.make_event(slug="a-mode", published=False)
    rows = [["slug", "position"], ["a-mode", "2"]]
    assert tabling.outcomes(tabling.confirm(tabling.bring("events", *rows))) == {"applied": 1}
    rows = [
        ["event", "kind", "programme", "is_inferred"],
        ["a-mode", "is_about", "a-programme", "yes"],
    ]
    assert tabling.outcomes(tabling.confirm(tabling.bring("event-links", *rows))) == {"applied": 1}
    programme = Programme.objects.get()
    link = programme.event_links.get()
    assert (link.is_inferred, link.event.position) == (True, 2)


@pytest.mark.parametrize("published", [True, False])
def test_a_table_cannot_say_that_a_title_is_ours_where_a_source_gives_it(published):
    source = factories.make_source()
    cited = Citation(source=source, field="title")
    factories.make_programme(slug="a-plan", parts=[cited], published=published)
    rows = [["slug", "title_supplied", "acronym"], ["a-plan", "yes", "AP"]]
    assert tabling.outcomes(tabling.confirm(tabling.bring("programmes", *rows))) == {"applied": 1}
    programme = Programme.objects.get()
    draft = Draft.objects.first()
    told = draft.revision.content["fields"] if draft else vars(programme)
    assert (told["title_supplied"], told.get("acronym")) == (False, "AP")
    assert (draft is not None, list(find_differences())) == (published, [])
