import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import (
    Citation,
    Event,
    EventLink,
    Generation,
    Item,
    OldSlug,
    Organisation,
    OtherName,
    Participation,
    PlanItem,
    Programme,
    Revision,
    User,
)
from cooperation.publishing import workflow
from cooperation.publishing.errors import InvalidRecord, NotPermitted, NotReady, StillNamed
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action, State
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
LATER = AT + dt.timedelta(days=1)
STILL_LATER = AT + dt.timedelta(days=2)


def term(scheme: str, code: str):
    return factories.make_term(scheme=scheme, code=code)


def everything() -> dict[str, list[object]]:
    """All that a refused act must leave as it was."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Event, Organisation, Citation, OtherName, OldSlug, Revision, Generation)
    }


def refused(act: Callable[[], object], error: type[Exception]) -> str:
    before = everything()
    with pytest.raises(error) as refusal:
        act()
    assert everything() == before
    return str(refusal.value)


def revisions(record: object) -> list[tuple[str, bool]]:
    rows = Revision.objects.filter(record_uid=record.uid).order_by("id")
    return list(rows.values_list("action", "is_public"))


def test_a_save_keeps_the_record_and_its_parts_in_a_revision(django_user_model):
    editor = factories.make_user()
    event = Event(title_en="A forum", kind=term(SchemeCode.EVENT_KIND, "forum"), date="2026-03")
    name = OtherName(name="The forum")
    revision = workflow.save(Row(event), parts=[Row(name)], by=editor, at=AT, reason="From a paper")
    event.refresh_from_db()
    assert (event.state, event.slug, event.published_at) == (State.DRAFT, "a-forum", None)
    found = (revision.record_type, revision.record_uid, revision.title, revision.action)
    assert found == ("event", event.uid, "A forum", Action.SAVE)
    by = (revision.user, revision.at, revision.reason, revision.is_public)
    assert by == (editor, AT, "From a paper", False)
    assert revision.content["fields"]["date"] == "2026-03"
    assert revision.content["fields"]["title_en"] == "A forum"
    assert revision.content["parts"] == {
        "othername": [
            {
                "id": str(name.pk),
                "fields": {"position": 0, "name": "The forum", "language": "", "kind": "alias"},
            }
        ]
    }


def test_parts_left_out_are_deleted_and_none_leaves_them():
    event = factories.make_event(published=False, parts=[OtherName(name="A"), OtherName(name="B")])
    kept = event.other_names.get(name="B")
    workflow.save(Row(event), by=None, at=LATER)
    assert event.other_names.count() == 2
    workflow.save(Row(event), parts=[Row(kept)], by=None, at=LATER)
    assert list(event.other_names.all()) == [kept]
    assert event.citations.count() == 0


def test_many_to_many_values_are_written_and_kept():
    place = factories.make_place()
    event = factories.make_event(places=[place], published=False)
    assert list(event.places.all()) == [place]
    revision = workflow.save(Row(event, {"places": []}), by=None, at=LATER)
    assert list(event.places.all()) == []
    assert revision.content["links"] == {"places": []}


def test_a_value_that_a_field_refuses_changes_nothing():
    event = factories.make_event(published=False)
    event.date = "on Tuesday"
    refused(lambda: workflow.save(Row(event), by=None, at=LATER), ValidationError)


def test_a_part_that_is_refused_undoes_the_whole_save():
    event = factories.make_event(published=False)
    event.title_en = "Renamed"
    nobody = Participation(role=term(SchemeCode.EVENT_ROLE, "speaker"))
    message = refused(
        lambda: workflow.save(Row(event), parts=[Row(nobody)], by=None, at=LATER), ValidationError
    )
    assert "Name a person, an organisation or both." in message


def test_publication_marks_the_record_and_keeps_a_revision():
    event = factories.make_event(published=False)
    workflow.publish(event, by=None, at=LATER, reason="Checked")
    event.refresh_from_db()
    assert (event.state, event.first_published_at, event.published_at) == (
        "published",
        LATER,
        LATER,
    )
    assert revisions(event) == [("save", False), ("publish", True)]
    last = Revision.objects.filter(record_uid=event.uid).first()
    assert (last.reason, last.content["fields"]["state"]) == ("Checked", "published")


def test_the_first_publication_is_remembered():
    event = factories.make_event()
    workflow.withdraw(event, by=None, at=LATER)
    workflow.publish(event, by=None, at=STILL_LATER)
    event.refresh_from_db()
    assert (event.first_published_at, event.published_at) == (AT, STILL_LATER)
    assert revisions(event) == [
        ("save", False),
        ("publish", True),
        ("withdraw", False),
        ("publish", True),
    ]


def test_a_live_record_that_is_saved_stays_public_and_says_when():
    event = factories.make_event()
    event.title_en = "Renamed"
    revision = workflow.save(Row(event), by=None, at=LATER)
    event.refresh_from_db()
    assert (event.state, event.published_at) == ("published", LATER)
    assert (revision.is_public, revision.action) == (True, "save")
    assert revision.content["fields"]["published_at"] == LATER.isoformat()


def test_a_scheduled_publication_is_not_public_yet():
    event = factories.make_event(go_live_at=STILL_LATER)
    assert revisions(event) == [("save", False), ("publish", False)]


def test_a_record_without_a_citation_is_not_published():
    event = factories.make_event(published=False, cited=False)
    message = refused(lambda: workflow.publish(event, by=None, at=LATER), NotReady)
    assert message == "A meeting: No source is cited. Add at least one citation."


def test_a_live_record_cannot_be_saved_without_its_citations():
    event = factories.make_event(parts=[OtherName(name="A name")])
    event.title_en = "Renamed"
    save = lambda: workflow.save(Row(event), parts=[], by=None, at=LATER)  # noqa: E731
    assert "No source is cited" in refused(save, NotReady)


def test_a_live_record_cannot_come_to_name_a_draft():
    event = factories.make_event()
    event.parent = factories.make_event(title="A series", published=False)
    save = lambda: workflow.save(Row(event), by=None, at=LATER)  # noqa: E731
    assert "“A series” is not public for as long as this record." in refused(save, NotReady)


def test_a_set_is_published_whole_or_not_at_all():
    ready = factories.make_event(published=False)
    unready = factories.make_event(title="Uncited", published=False, cited=False)
    act = lambda: workflow.publish_set([ready, unready], by=None, at=LATER)  # noqa: E731
    assert refused(act, NotReady).startswith("Uncited: No source is cited.")


def test_records_that_name_each_other_are_published_in_one_act():
    first = factories.make_event(title="First", published=False)
    second = factories.make_event(title="Second", published=False)
    for owner, target in ((first, second), (second, first)):
        link = EventLink(to_event=target, kind=EventLinkKind.FOLLOWS)
        cited = Citation(source=factories.make_source())
        workflow.save(Row(owner), parts=[Row(link), Row(cited)], by=None, at=AT)
    for one in (first, second):
        refused(lambda one=one: workflow.publish(one, by=None, at=LATER), NotReady)
    workflow.publish_set([first, second], by=None, at=LATER)
    assert set(Event.objects.published(at=LATER)) == {first, second}
    for one in (first, second):
        message = refused(lambda one=one: workflow.withdraw(one, by=None, at=LATER), StillNamed)
        assert message.endswith("Change or withdraw those first.")
    workflow.withdraw_set([first, second], by=None, at=STILL_LATER)
    assert not Event.objects.published(at=STILL_LATER).exists()


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


def test_a_record_does_not_lie_within_itself():
    top = factories.make_organisation(name="Top")
    middle = factories.make_organisation(name="Middle", parent=top)
    bottom = factories.make_organisation(name="Bottom", parent=middle)
    top.parent = bottom
    message = refused(lambda: workflow.save(Row(top), by=None, at=LATER), InvalidRecord)
    assert message == "Top would lie within itself by way of Top."
    top.parent = middle
    message = refused(lambda: workflow.save(Row(top), by=None, at=LATER), InvalidRecord)
    assert "Top would lie within itself" in message
    top.parent = top
    refused(lambda: workflow.save(Row(top), by=None, at=LATER), ValidationError)


@pytest.mark.parametrize("make", [factories.make_event, factories.make_programme])
def test_events_and_programmes_do_not_lie_within_themselves_either(make):
    top = make(title="Top")
    top.parent = make(title="Below", parent=top)
    with pytest.raises(InvalidRecord):
        workflow.save(Row(top), by=None, at=LATER)


def test_places_and_terms_do_not_lie_within_themselves_either():
    country = factories.make_place(code="KH")
    country.parent = factories.make_place(code="KH-12", parent=country)
    theme = term(SchemeCode.THEME, "work")
    theme.parent = factories.make_term(scheme=SchemeCode.THEME, code="wages", parent=theme)
    for row in (country, theme):
        with pytest.raises(InvalidRecord):
            workflow.save(Row(row), by=None, at=LATER)


def plan(*codes: str) -> list[PlanItem]:
    kind = term(SchemeCode.PLAN_ITEM_KIND, "pillar")
    return [PlanItem(kind=kind, code=code, text_en=f"Pillar {code}") for code in codes]


def test_plan_items_do_not_lie_within_themselves():
    first, second = plan("1", "2")
    second.parent = first
    programme = factories.make_programme(parts=[first, second], published=False)
    first.parent = second
    rows = [Row(first), Row(second)]
    with pytest.raises(InvalidRecord, match="Pillar 1"):
        workflow.save(Row(programme), parts=rows, by=None, at=LATER)
    assert PlanItem.objects.get(pk=first.pk).parent is None


def test_a_plan_item_lies_under_one_of_its_own_programme():
    (foreign,) = plan("1")
    factories.make_programme(parts=[foreign])
    (item,) = plan("2")
    item.parent = foreign
    with pytest.raises(InvalidRecord, match="lies under an item of another programme"):
        factories.make_programme(title="Another", parts=[item])
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("", set()),
        ("contributor", set()),
        ("publisher", {"publish", "withdraw", "delete", "save live"}),
        ("administrator", {"publish", "withdraw", "delete", "save live"}),
    ],
)
def test_each_group_does_what_it_may_and_nothing_else(group, allowed):
    user = factories.make_user(group=group)
    draft = factories.make_event(published=False)
    live, another = factories.make_event(), factories.make_event()
    acts = {
        "publish": lambda: workflow.publish(draft, by=user, at=LATER),
        "save live": lambda: workflow.save(Row(live), by=user, at=LATER),
        "withdraw": lambda: workflow.withdraw(live, by=user, at=LATER),
        "delete": lambda: workflow.delete(another, by=user, at=LATER),
    }
    for name, act in acts.items():
        if name in allowed:
            act()
        else:
            verb = {"save live": "publish", "withdraw": "archive"}.get(name, name)
            message = refused(act, NotPermitted)
            assert message == f"{user} has no permission to {verb} events."


def test_a_contributor_saves_drafts():
    user = factories.make_user(group="contributor")
    event = factories.make_event(published=False)
    revision = workflow.save(Row(event), by=user, at=LATER)
    assert (revision.user, revision.action) == (user, "save")


def test_a_deactivated_publisher_publishes_nothing():
    user = factories.make_user(group="publisher")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user = User.objects.get(pk=user.pk)
    event = factories.make_event(published=False)
    refused(lambda: workflow.publish(event, by=user, at=LATER), NotPermitted)
