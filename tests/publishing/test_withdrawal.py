import pytest

from cooperation.models import (
    Citation,
    Event,
    Item,
    Organisation,
    OtherName,
    Participation,
    Revision,
)
from cooperation.publishing import workflow
from cooperation.publishing.errors import StillNamed
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import State
from tests import factories
from tests.publishing.acts import LATER, STILL_LATER, refused, revisions, term

pytestmark = pytest.mark.django_db


def test_withdrawal_is_refused_with_the_names_of_those_who_name_the_record():
    ministry = factories.make_organisation(name="A ministry")
    role = term(SchemeCode.EVENT_ROLE, "organiser")
    for title in ("B forum", "A forum"):
        row = Participation(organisation=ministry, role=role)
        factories.make_event(title=title, parts=[row])
    factories.make_event(title="A draft", published=False, parts=[_row(ministry, role)])
    message = refused(lambda: workflow.withdraw(ministry, by=None, at=LATER), StillNamed)
    assert message == ("A ministry is named by A forum, B forum. Change or withdraw those first.")


def _row(organisation: Organisation, role: object) -> Participation:
    return Participation(organisation=organisation, role=role)


def test_withdrawal_archives_the_record():
    event = factories.make_event()
    workflow.withdraw(event, by=None, at=LATER, reason="Wrong")
    event.refresh_from_db()
    assert event.state == State.ARCHIVED
    last = Revision.objects.filter(record_uid=event.uid).first()
    assert (last.action, last.is_public, last.reason) == ("withdraw", False, "Wrong")
    assert last.content["fields"]["state"] == "archived"


def test_a_source_that_is_cited_cannot_be_withdrawn():
    source = factories.make_source(title="The paper")
    factories.make_event(title="A forum", source=source)
    message = refused(lambda: workflow.withdraw(source, by=None, at=LATER), StillNamed)
    assert message == "The paper is named by A forum. Change or withdraw those first."


def test_a_record_that_others_need_cannot_be_made_to_expire_before_them():
    ministry = factories.make_organisation(name="A ministry")
    role = term(SchemeCode.EVENT_ROLE, "organiser")
    factories.make_event(title="A forum", parts=[_row(ministry, role)])
    ministry.expire_at = STILL_LATER
    save = lambda: workflow.save(Row(ministry), by=None, at=LATER)  # noqa: E731
    assert "A ministry is named by A forum." in refused(save, StillNamed)
    ministry.expire_at = None
    ministry.go_live_at = STILL_LATER
    assert "A ministry is named by A forum." in refused(save, StillNamed)


def test_deletion_leaves_the_history_and_takes_the_parts():
    event = factories.make_event(title="A forum", parts=[OtherName(name="The forum")])
    uid, pk = event.uid, event.pk
    workflow.delete(event, by=None, at=LATER, reason="Entered twice")
    assert not Event.objects.filter(pk=pk).exists()
    assert OtherName.objects.count() == 0
    last = Revision.objects.filter(record_uid=uid).first()
    found = (last.action, last.title, last.reason, last.content["fields"]["title_en"])
    assert found == ("delete", "A forum", "Entered twice", "A forum")
    assert [part["fields"]["name"] for part in last.content["parts"]["othername"]] == ["The forum"]
    assert len(last.content["parts"]["citation"]) == 1


def test_deletion_is_refused_even_where_only_a_draft_names_the_record():
    ministry = factories.make_organisation(name="A ministry")
    role = term(SchemeCode.EVENT_ROLE, "organiser")
    factories.make_event(title="A draft", published=False, parts=[_row(ministry, role)])
    message = refused(lambda: workflow.delete(ministry, by=None, at=LATER), StillNamed)
    assert message == "A ministry is named by A draft. Change or withdraw those first."


def test_a_term_is_saved_and_deleted_through_the_same_door():
    theme = term(SchemeCode.THEME, "wages")
    assert revisions(theme) == [("save", True)]
    workflow.delete(theme, by=None, at=LATER)
    assert revisions(theme) == [("save", True), ("delete", True)]
    kind = factories.make_event().kind
    assert "is named by A meeting" in refused(
        lambda: workflow.delete(kind, by=None, at=LATER), StillNamed
    )


def test_citations_of_a_removed_part_go_with_it():
    item = Item(kind=term(SchemeCode.ITEM_KIND, "topic"), text_en="Wages")
    source = factories.make_source()
    cited = Citation(source=source, part=item.pk, locator="2")
    event = factories.make_event(parts=[item, cited], source=source)
    whole = event.citations.get(part=None)
    rows = [Row(whole), Row(Citation.objects.get(pk=cited.pk))]
    revision = workflow.save(Row(event), parts=rows, by=None, at=LATER)
    assert list(event.citations.all()) == [whole]
    assert [row["id"] for row in revision.content["parts"]["citation"]] == [str(whole.pk)]


def test_a_citation_of_another_records_part_goes_too():
    item = Item(kind=term(SchemeCode.ITEM_KIND, "topic"), text_en="Wages")
    factories.make_event(parts=[item])
    stray = Citation(source=factories.make_source(), part=item.pk)
    other = factories.make_event(parts=[stray])
    assert [citation.part for citation in other.citations.all()] == [None]
