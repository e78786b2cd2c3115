"""Changes of live records wait, and nobody overwrites a colleague unawares."""

import datetime as dt

import pytest
from lxml import html

from cooperation.models import Draft, Event, OtherName, Person, Revision, Term
from cooperation.publishing import checking, drafts, workflow
from cooperation.publishing.workflow import Row
from tests import factories
from tests.admin import desk


def send(client, record, values, **typed):
    return client.post(desk.change_page(record), values | typed, follow=True)


def opened(client, record):
    return desk.filled(client, desk.change_page(record))


def test_a_change_of_a_live_record_waits_as_a_draft_with_all_its_parts(contributor):
    name = OtherName(name="Dara C.")
    person = factories.make_person(name="Chan Dara", parts=[name])
    values = opened(contributor, person) | {"name_en": "Chan Darith", "other_names-0-name": "D. C."}
    values = desk.with_rows(values, "other_names", {"name": "Darith", "kind": "alias"})
    why = {"reason": "New spelling", "is_reason_public": "on"}
    response = send(contributor, person, values, **why)
    assert desk.messages(response) == [
        "The change is saved as a draft. Readers still see what is live."
    ]
    person.refresh_from_db()
    assert person.name == "Chan Dara"
    assert list(person.other_names.values_list("name", flat=True)) == ["Dara C."]
    draft = Draft.objects.get()
    assert (draft.state, draft.author.username) == ("draft", "contributor")
    assert (draft.revision.reason, draft.revision.is_reason_public) == ("New spelling", True)
    assert list(checking.find_differences()) == []

    again = opened(contributor, person)
    assert again["name_en"] == ["Chan Darith"]
    assert (again["other_names-0-name"], again["other_names-1-name"]) == (["D. C."], ["Darith"])
    send(contributor, person, again, **{"other_names-0-DELETE": "on"})
    person.refresh_from_db()
    assert (person.name, person.other_names.count()) == ("Chan Dara", 1)
    assert opened(contributor, person)["other_names-0-name"] == ["Darith"]


def test_a_draft_goes_from_submission_over_changes_to_publication(contributor, publisher):
    person = factories.make_person(name="Chan Dara")
    response = send(
        contributor, person, opened(contributor, person), name_en="Chan Darith", _submit="1"
    )
    assert desk.messages(response) == ["“Chan Dara” is in review."]
    assert Draft.objects.get().state == "in_review"
    drafts.return_draft(person, by=None, at=factories.AT, note="Which spelling is his own?")
    assert Draft.objects.get().state == "changes_requested"
    send(contributor, person, opened(contributor, person), name_en="Chan Dareth", _submit="1")
    response = send(publisher, person, opened(publisher, person), _publish="1")
    person.refresh_from_db()
    assert desk.messages(response) == [f"“{person}” is published."]
    assert (person.name, Draft.objects.count()) == ("Chan Dareth", 0)
    assert list(checking.find_differences()) == []


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_contributor_neither_publishes_nor_schedules(contributor, button):
    person = factories.make_person(name="Chan Dara")
    page = contributor.get(desk.change_page(person)).content.decode()
    assert (f'name="{button}"' in page, 'name="_submit"' in page) == (False, True)
    values = opened(contributor, person) | {"name_en": "Chan Darith", button: "1"}
    assert contributor.post(desk.change_page(person), values).status_code == 403
    assert Draft.objects.count() == 0


def test_a_change_is_scheduled_and_a_first_publication_too(publisher):
    live, new = factories.make_person(name="A"), factories.make_person(name="B", published=False)
    moment = {"change_at_0": "2199-01-01", "change_at_1": "09:00", "_schedule": "1"}
    for person in (live, new):
        send(publisher, person, opened(publisher, person), name_en="C", **moment)
        person.refresh_from_db()
    in_phnom_penh = dt.datetime(2199, 1, 1, 2, tzinfo=dt.UTC)
    draft = Draft.objects.get()
    assert (live.name, draft.state, draft.go_live_at) == ("A", "scheduled", in_phnom_penh)
    assert (new.name, new.state, new.go_live_at) == ("C", "published", in_phnom_penh)
    assert not new.is_public(factories.AT)


def test_a_schedule_without_a_moment_or_with_one_gone_by_is_said_on_the_form(publisher):
    person = factories.make_person(name="Chan Dara")
    values = opened(publisher, person) | {"name_en": "Chan Darith", "_schedule": "1"}
    response = send(publisher, person, values)
    assert desk.errors(response) == ["Say under “Schedule for” when it shall be public."]
    assert 'value="Chan Darith"' in response.content.decode()
    response = send(publisher, person, values, change_at_0="2020-01-01", change_at_1="09:00")
    assert desk.errors(response) == ["The moment has passed. Choose a later one, or publish now."]
    assert Draft.objects.count() == 0


def test_a_draft_is_discarded_by_its_author_and_stays_in_the_history(contributor):
    person = factories.make_person(name="Chan Dara")
    send(contributor, person, opened(contributor, person), name_en="Chan Darith")
    address = desk.page("discard", Person, person.pk)
    response = contributor.post(address, opened(contributor, person), follow=True)
    assert desk.messages(response) == ["The draft is discarded. Its text stays in the history."]
    assert Draft.objects.count() == 0
    titles = Revision.objects.filter(record_uid=person.uid).values_list("title", "action")
    assert list(titles)[:2] == [("Chan Dara", "discard"), ("Chan Darith", "draft")]


@pytest.mark.parametrize("published", [True, False])
def test_the_second_of_two_editors_keeps_their_text_and_sees_the_first_ones(
    contributor, publisher, published
):
    name = OtherName(name="Dara C.")
    person = factories.make_person(name="Chan Dara", parts=[name], published=published)
    first, second = opened(contributor, person), opened(publisher, person)
    send(contributor, person, first, name_en="Chan Darith", **{"other_names-0-DELETE": "on"})
    saved = desk.last(person)

    typed = second | {"name_en": "Chan Dareth", "other_names-0-name": "D. Chan"}
    response = send(publisher, person, typed)
    assert "was changed by contributor" in desk.errors(response)[0]
    assert desk.last(person) == saved
    tree = html.fromstring(response.content.decode())
    assert tree.xpath("//input[@name='name_en']/@value") == ["Chan Dareth"]
    assert tree.xpath("//input[@name='other_names-0-name']/@value") == ["D. Chan"]
    (conflict,) = tree.xpath("//section[@class='conflict']")
    both = [" ".join(cell.text_content().split()) for cell in conflict.xpath(".//td")]
    assert both[:2] == ["Chan removed: Darith", "Chan added: Dareth"]
    assert both[2:4] == ["empty", "added: D. Chan"]
    (form,) = tree.xpath("//div[@id='content-main']/form")
    again = desk.sendable(form)
    assert desk.errors(publisher.post(desk.change_page(person), again)) != []
    assert desk.last(person) == saved

    done = send(publisher, person, again | {"overwrite": "on"})
    assert done.redirect_chain
    content = desk.last(person).content
    assert content["fields"]["name_en"] == "Chan Dareth"
    assert [part["fields"]["name"] for part in content["parts"]["othername"]] == ["D. Chan"]
    assert list(checking.find_differences()) == []


def test_consent_to_overwrite_holds_only_for_the_version_that_was_seen(contributor, publisher):
    person = factories.make_person(name="Chan Dara")
    typed = opened(publisher, person) | {"name_en": "Mine", "overwrite": "on"}
    send(contributor, person, opened(contributor, person), name_en="Theirs")
    assert "was changed by contributor" in desk.errors(send(publisher, person, typed))[0]
    assert Draft.objects.get().revision.title == "Theirs"


def test_a_form_that_does_not_say_what_it_showed_saves_nothing(publisher):
    person = factories.make_person(name="Chan Dara", published=False)
    values = opened(publisher, person) | {"name_en": "Chan Darith", "base": "x", "seen": ""}
    assert len(desk.errors(send(publisher, person, values))) == 1
    person.refresh_from_db()
    assert person.name == "Chan Dara"


def test_a_draft_overtaken_by_what_is_live_says_so_and_is_kept_on_purpose(publisher):
    person = factories.make_person(name="Chan Dara")
    send(publisher, person, opened(publisher, person), name_en="Chan Darith")
    person.sort_name = "Dara, Chan"
    workflow.save(Row(person), by=None, at=factories.AT)
    page = publisher.get(desk.change_page(person)).content.decode()
    assert 'class="conflict"' in page and 'value="Chan Darith"' in page
    values = opened(publisher, person) | {"name_en": "Chan Dareth"}
    assert len(desk.errors(send(publisher, person, values, _publish="1"))) == 1
    send(publisher, person, values, _publish="1", overwrite="on")
    person.refresh_from_db()
    assert person.name == "Chan Dareth"


def test_lists_of_terms_are_held_to_the_same(administrator, sign_in):
    term = factories.make_term(scheme="theme", code="wages", label="Wages")
    values = opened(administrator, term)
    term.label_en = "Pay"
    workflow.save(Row(term), by=None, at=factories.AT)
    response = send(administrator, term, values, label_en="Salaries")
    assert len(desk.errors(response)) == 1
    assert Term.objects.get(pk=term.pk).label == "Pay"
    values = opened(administrator, term)
    response = send(administrator, term, values, label_en="Salaries")
    assert desk.messages(response) == ["“Salaries” is saved."]


def test_no_act_over_a_list_or_page_passes_a_later_change(publisher, contributor):
    person = factories.make_person(name="Chan Dara", published=False)
    list_page = desk.filled_list(publisher, Person)
    delete_page = desk.deletion(publisher, person)
    form = opened(publisher, person)
    send(contributor, person, opened(contributor, person), name_en="Chan Darith")
    answers = [
        publisher.post(desk.page("changelist", Person), list_page | act, follow=True)
        for act in (
            {"action": "publish_selected", "_selected_action": person.pk, "sure": "yes"},
            {"action": "delete_selected", "_selected_action": person.pk, "post": "yes"},
        )
    ]
    answers.append(publisher.post(desk.page("delete", Person, person.pk), delete_page, follow=True))
    workflow.publish(person, by=None, at=factories.AT)
    answers.append(publisher.post(desk.page("withdraw", Person, person.pk), form, follow=True))
    for answer in answers:
        (message,) = desk.messages(answer)
        assert "was changed by" in message
    assert Person.objects.get().state == "published"


def test_an_editors_own_later_change_does_not_stand_in_their_way(publisher):
    person = factories.make_person(name="Chan Dara", published=False)
    list_page = desk.filled_list(publisher, Person)
    send(publisher, person, opened(publisher, person), name_en="Chan Darith")
    act = {"action": "publish_selected", "_selected_action": person.pk, "sure": "yes"}
    publisher.post(desk.page("changelist", Person), list_page | act)
    assert Person.objects.get().state == "published"


def test_lists_say_and_filter_what_waits(contributor):
    waiting = factories.make_event(title="Waiting")
    factories.make_event(title="Quiet")
    submitted = factories.make_event(title="Submitted", published=False)
    send(contributor, waiting, opened(contributor, waiting), title_en="Changed")
    send(contributor, submitted, opened(contributor, submitted), _submit="1")

    def listed(**query):
        response = contributor.get(desk.page("changelist", Event), query)
        tree = html.fromstring(response.content.decode())
        column = [cell.text_content() for cell in tree.xpath("//td[@class='field-pending_change']")]
        return dict(
            zip([str(row) for row in response.context["cl"].result_list], column, strict=True)
        )

    everything = {"Submitted": "in review", "Quiet": "-", "Waiting": "draft"}
    assert listed() == everything
    for state, title in (("draft", "Waiting"), ("in_review", "Submitted"), ("none", "Quiet")):
        assert listed(pending=state) == {title: everything[title]}
