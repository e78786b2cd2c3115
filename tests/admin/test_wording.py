"""Words that stray from their paragraph are pointed out where they are typed and reviewed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from cooperation.models import Citation, Item, StatementSpeaker
from cooperation.publishing import drafts, workflow
from cooperation.publishing.revisions import take_snapshot
from cooperation.publishing.wording_warnings import wording_warnings
from cooperation.publishing.workflow import Row
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db

TEXT = """A forum on kilns

Forty owners said that social dialogue is the best way to make every kiln safe.
The minister told them that nearly 100 kilns are not safe.
Dara Chan of the Association of Owners of All Kilns in the Provinces spoke.
"""
COPIED = "They said talks is the best way to make every kiln safe."


@pytest.fixture
def article():
    return factories.make_source(title="An article", slug="an-article", text=TEXT)


def statement(source, text, *locators, parts=(), **fields):
    cited = [Citation(source=source, locator=locator) for locator in locators]
    return factories.make_statement(text=text, parts=[*cited, *parts], cited=False, **fields)


def drawn(client, address) -> list[tuple[str, str]]:
    """Return each hint of a page: where it leads, and all that it says."""
    tree = html.fromstring(client.get(address).content.decode())
    return [
        (item.xpath("./a/@href")[0], " ".join(item.text_content().split()))
        for item in tree.xpath("//section[@class='wording']//li")
    ]


def told(record) -> list[tuple[str, str]]:
    """Return what each hint is about, the quoted words of it alone."""
    return [(w.cited.split(" ")[0], w.message.split("”")[0][1:]) for w in wording_warnings(record)]


def test_what_was_copied_added_and_lost_is_drawn_on_the_form_and_hinders_nothing(
    publisher, article
):
    record = statement(article, f"{COPIED} All 50 of them.", "2", published=False)
    about = "Text, ¶2 of “An article”:"
    assert drawn(publisher, desk.change_page(record)) == [
        (
            "#id_text_en",
            f"{about} “is the best way to make every kiln safe” stands there word for word. "
            "Say it in words of our own.",
        ),
        (
            "#id_text_en",
            f"{about} “50” does not stand there. Correct it, or cite where it stands.",
        ),
        (
            "#id_text_en",
            f"{about} “social dialogue” is said there. If it belongs here, keep the term as it is.",
        ),
    ]
    values = desk.filled(publisher, desk.change_page(record)) | {"_publish": "1"}
    response = publisher.post(desk.change_page(record), values, follow=True)
    assert desk.messages(response) == [f"“{record}” is published."]


def test_the_reviewer_reads_them_of_what_waits(publisher, article):
    record = statement(article, "Dara said that social dialogue makes kilns safe.", "2")
    assert drawn(publisher, desk.change_page(record)) == []
    content = take_snapshot(record)
    content["fields"]["text_en"] = "Dara said that talks make kilns safe."
    drafts.save_draft(record, content, by=None, at=factories.AT)
    form, review = (desk.page(view, type(record), record.pk) for view in ("change", "review"))
    said = (
        "Text, ¶2 of “An article”: “social dialogue” is said there. "
        "If it belongs here, keep the term as it is."
    )
    assert drawn(publisher, form) == [("#id_text_en", said)]
    assert drawn(publisher, review) == [(f"{form}#id_text_en", said)]


def test_a_range_counts_whole_and_a_number_may_stand_in_any_of_the_paragraphs(article):
    text = "The minister said through social dialogue that 100 of 40 owners’ kilns, in 7 places."
    assert told(statement(article, text, "2-3")) == [("¶2–3", "40"), ("¶2–3", "7")]
    assert told(statement(article, "He said 100, in social dialogue.", "2", "3")) == []
    assert told(statement(article, "He said 100.", "2")) == [
        ("¶2", "100"),
        ("¶2", "social dialogue"),
    ]


def test_a_text_that_nobody_can_read_gives_no_hints(article):
    unread = factories.make_source(title="A book", slug="a-book")
    khmer = factories.make_source(title="K", slug="k", language="km", text="មួយ ៤០\nពីរ")
    assert told(statement(unread, "He spoke of 7 kilns.", "2")) == []
    assert told(statement(khmer, "He spoke of 7 kilns.", "2")) == []
    page = Citation(source=article, locator_type="page", locator="2")
    assert told(statement(article, "He spoke of 7 kilns.", parts=[page])) == []
    # It may stand in the book; that it was copied from the article is plain.
    book = Citation(source=unread, locator="4")
    copied = statement(article, f"{COPIED} 7 kilns; social dialogue.", "2", parts=[book])
    assert told(copied) == [("¶2", "is the best way to make every kiln safe")]
    other = Citation(source=article, locator="2", stance="differs", stated_value="x")
    assert told(statement(unread, COPIED, "1", parts=[other])) == []


def test_names_may_be_as_long_as_they_are(article):
    name = "Association of Owners of All Kilns in the Provinces"
    text = f"Dara spoke for Dara Chan of the {name} there."
    assert told(statement(article, text, "4")) == [
        ("¶4", "dara chan of the association of owners of all kilns in the provinces")
    ]
    speaker = StatementSpeaker(
        organisation=factories.make_organisation(name=name),
        person=factories.make_person(name="Dara Chan"),
    )
    assert told(statement(article, text, "4", parts=[speaker])) == []


def test_items_and_summaries_are_held_to_their_own_paragraphs_and_to_no_term(contributor, article):
    kind = factories.make_term(scheme="item-kind", code="topic")
    event = factories.make_event(
        summary="A meeting of 40 owners.",
        parts=[Item(kind=kind, text_en="100 kilns"), Item(kind=kind, text_en="More kilns")],
        cited=False,
        published=False,
    )
    (first, second) = event.items.all()
    cited = [
        Citation(source=article, locator="2", field="summary"),
        Citation(source=article, locator="1", part=first.pk),
    ]
    workflow.save(
        Row(event), parts=[Row(part) for part in (first, second, *cited)], by=None, at=factories.AT
    )
    assert drawn(contributor, desk.change_page(event)) == [
        ("#id_summary_en", "Summary, ¶2 of “An article”: “40” does not stand there. Correct it, "
         "or cite where it stands."),
        ("#items-group", "Item “100 kilns”, ¶1 of “An article”: “100” does not stand there. "
         "Correct it, or cite where it stands."),
    ]  # fmt: skip


def test_a_title_counts_where_it_is_ours(article):
    cited = Citation(source=article, locator="2")
    for ours, expected in ((True, [("¶2", "7"), ("¶2", "social dialogue")]), (False, None)):
        record = factories.make_commitment(
            title="Make 7 kilns safe", title_supplied=ours, parts=[cited], cited=False
        )
        assert told(record) == (expected or [("¶2", "social dialogue")])
        cited = Citation(source=article, locator="2")


def test_more_parts_cost_no_more_queries(article):
    kind = factories.make_term(scheme="item-kind", code="topic")

    def cost(count: int) -> int:
        items = [Item(kind=kind, text_en="Kilns") for _ in range(count)]
        cited = [Citation(source=article, locator="2", part=item.pk) for item in items]
        event = factories.make_event(summary="Kilns.", parts=[*items, *cited])
        with CaptureQueriesContext(connection) as queries:
            wording_warnings(event)
        return len(queries)

    assert cost(3) == cost(1) == 3
