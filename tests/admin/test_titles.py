"""A title that a source gives is no longer ours, whatever is ticked."""

import pytest

from cooperation.models import Citation, Commitment, Draft, Programme
from cooperation.publishing import checking
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
SAID = "A source is cited for the title: “title is ours” is taken away."


def cited(source, **more):
    return {"source": source.pk, "locator_type": "paragraph", "stance": "supports"} | more


@pytest.mark.parametrize("kind", ["programme", "event", "commitment", "source"])
def test_the_citation_of_a_title_wins_over_the_mark(publisher, kind):
    source = factories.make_source(slug="an-article")
    record = factories.MAKE[kind](title_supplied=True, published=False)
    values = desk.filled(publisher, desk.change_page(record))
    assert values["title_supplied"] == ["on"]
    sent = desk.with_rows(values, "citations", cited(source, field="title"))
    response = publisher.post(desk.change_page(record), sent, follow=True)
    record.refresh_from_db()
    assert (record.title_supplied, SAID in desk.messages(response)) == (False, True)
    assert desk.last(record).content["fields"]["title_supplied"] is False
    assert list(checking.find_differences()) == []

    again = desk.filled(publisher, desk.change_page(record)) | {"title_supplied": "on"}
    response = publisher.post(desk.change_page(record), again, follow=True)
    record.refresh_from_db()
    assert (record.title_supplied, SAID in desk.messages(response)) == (False, True)


def test_so_it_is_for_a_new_record(contributor):
    source = factories.make_source()
    kind = factories.make_term(scheme="commitment-kind", code="pledge")
    values = desk.filled(contributor, desk.page("add", Commitment))
    typed = values | {"title_en": "A promise", "kind": kind.pk, "title_supplied": "on"}
    sent = desk.with_rows(typed, "citations", cited(source, field="title"))
    response = contributor.post(desk.page("add", Commitment), sent, follow=True)
    assert Commitment.objects.get().title_supplied is False
    assert SAID in desk.messages(response)


def test_the_draft_of_a_live_record_loses_the_mark_and_the_live_one_keeps_it(contributor):
    source = factories.make_source(slug="an-article")
    live = factories.make_programme(title_supplied=True)
    values = desk.filled(contributor, desk.change_page(live))
    sent = desk.with_rows(values, "citations", cited(source, field="title"))
    contributor.post(desk.change_page(live), sent)
    waiting = Draft.objects.get().revision.content["fields"]
    assert (waiting["title_supplied"], Programme.objects.get().title_supplied) == (False, True)


def test_other_citations_leave_the_mark(publisher):
    other = factories.make_source(slug="another")
    apart = Citation(source=other, field="title", stance="differs", stated_value="A pledge")
    summary = Citation(source=other, field="text")
    record = factories.make_commitment(title_supplied=True, parts=[apart, summary])
    response = publisher.post(
        desk.change_page(record),
        desk.filled(publisher, desk.change_page(record)) | {"text_en": "More."},
        follow=True,
    )
    record.refresh_from_db()
    assert (record.title_supplied, SAID in desk.messages(response)) == (True, False)
