"""Terms, places, accounts and the history."""

import pytest
from lxml import html

from cooperation.models import OtherName, Place, Revision, Scheme, Term
from tests import factories
from tests.admin import desk


def test_an_administrator_adds_a_term_with_its_revision(administrator):
    scheme = factories.make_term(scheme="theme", code="skills").scheme
    values = desk.filled(administrator, desk.page("add", Term))
    typed = values | {"scheme": scheme.pk, "code": "wages", "label_en": "Wages", "reason": "New"}
    assert administrator.post(desk.page("add", Term), typed).status_code == 302
    term = Term.objects.get(code="wages")
    revision = Revision.objects.get(record_uid=term.uid)
    assert (revision.user.username, revision.reason) == ("administrator", "New")


def test_a_term_with_a_code_that_is_taken_is_answered_with_a_message(administrator):
    scheme = factories.make_term(scheme="theme", code="skills").scheme
    values = desk.filled(administrator, desk.page("add", Term))
    typed = values | {"scheme": scheme.pk, "code": "skills", "label_en": "Skills again"}
    assert desk.errors(administrator.post(desk.page("add", Term), typed)) == [
        "The scheme already has a term with this code."
    ]


def test_a_term_in_use_is_not_deleted(administrator):
    event = factories.make_event(title="A forum")
    response = desk.delete(administrator, event.kind)
    assert "event: A forum" in response.content.decode()
    assert Term.objects.filter(pk=event.kind.pk).exists()


def test_terms_do_not_lie_under_each_other(administrator):
    broad = factories.make_term(scheme="theme", code="work", label="Work")
    narrow = factories.make_term(scheme="theme", code="wages", label="Wages", parent=broad)
    values = desk.filled(administrator, desk.change_page(broad))
    response = administrator.post(desk.change_page(broad), values | {"parent": narrow.pk})
    assert desk.errors(response) == ["Work would lie within itself by way of Work."]
    broad.refresh_from_db()
    assert broad.parent is None


def test_a_place_keeps_its_other_spellings(administrator):
    place = factories.make_place(code="KH-15", name="Pursat")
    values = desk.with_rows(
        desk.filled(administrator, desk.change_page(place)),
        "other_names",
        {"name": "Pousaat", "kind": "spelling"},
    )
    assert administrator.post(desk.change_page(place), values).status_code == 302
    assert [name.name for name in OtherName.objects.filter(place=place)] == ["Pousaat"]


@pytest.mark.parametrize("model", [Term, Place, Scheme])
def test_only_administrators_change_the_lists(contributor, publisher, model):
    factories.make_term(scheme="theme", code="skills")
    factories.make_place()
    record = model.objects.first()
    for client in (contributor, publisher):
        assert client.get(desk.change_page(record)).status_code == 200
        assert client.post(desk.change_page(record), {}).status_code == 403
        assert client.get(desk.page("add", model)).status_code == 403


def test_history_is_looked_at_and_never_changed(administrator):
    event = factories.make_event(title="A forum")
    revision = Revision.objects.filter(record_uid=event.uid).first()
    page = html.fromstring(administrator.get(desk.change_page(revision)).content.decode())
    assert '"title_en": "A forum"' in page.xpath("//pre[@class='snapshot']")[0].text
    assert administrator.get(desk.page("changelist", Revision)).status_code == 200
    assert administrator.get(desk.page("add", Revision)).status_code == 403
    assert administrator.post(desk.change_page(revision), {}).status_code == 403
    assert administrator.post(desk.page("delete", Revision, revision.pk)).status_code == 403
