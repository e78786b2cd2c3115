import html
import re

import pytest
from django.urls import reverse

from cooperation.models import StatementSpeaker
from cooperation.rules.plain_text import one_line
from tests import factories
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def answered(client, query: str) -> str:
    response = client.get(reverse("search") + query)
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r"<h3><a [^>]+>(.*?)</a>", page, re.DOTALL)
    return [html.unescape(re.sub("<[^>]+>", "", title)) for title in found]


@pytest.fixture(scope="module")
def records(shared) -> None:
    factories.make_programme(title="Wage programme", acronym="WP")
    for number in range(21):
        factories.make_event(title=f"Talks {number:02}", summary="On <wages> & work", date="2026")
    factories.make_event(title="Secret wages", published=False)


def test_what_answers_is_marked_escaped_and_counted_by_kind(client, records):
    page = answered(client, "?q=wages")
    assert titles(page)[0] == "Wage programme"
    assert "On &lt;<mark>wages</mark>&gt; &amp; work" in page
    kinds = re.findall(r'<span>([^<]+)</span> <span class="n">([^<]+)</span>', page)
    assert kinds == [("All kinds", "22"), ("Programmes", "1"), ("Events", "21")]
    assert ">22 records<" in page
    assert "Secret" not in page


def test_one_kind_can_be_chosen_and_the_counts_stay(client, records):
    page = answered(client, "?q=wages&kind=programme")
    assert titles(page) == ["Wage programme"]
    assert re.findall(r'aria-current="true"><span>([^<]+)', page) == ["Programmes"]
    assert ">1 record<" in page and '<span class="n">21</span>' in page
    empty = answered(client, "?q=wages&kind=person")
    assert "No record of this kind answers." in empty
    assert 'href="?q=wages">Show the 22 records of other kinds' in empty


def test_an_answer_goes_on_page_by_page(client, records):
    first, second = answered(client, "?q=wages"), answered(client, "?q=wages&page=2")
    assert (len(titles(first)), len(titles(second))) == (20, 2)
    assert not set(titles(first)) & set(titles(second))
    assert 'href="?q=wages&amp;page=2" rel="next"' in first
    assert 'href="?q=wages&amp;page=1" rel="prev"' in second
    assert "There is no such page" in answered(client, "?q=wages&page=9")


def test_nothing_asked_is_a_form_and_nothing_found_helps_on(client, records):
    assert "Small slips are forgiven" in answered(client, "")
    page = answered(client, "?q=banana")
    assert (titles(page), ">0 records<" in page) == ([], True)
    assert "Try fewer words" in page


def test_what_is_near_is_said_to_be(client, records):
    assert "No record has exactly these words" in answered(client, "?q=wagess")
    assert "These have all but one" in answered(client, "?q=wages+talks+banana")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?q=!!!", "“!!!” has no letter or digit to look for."),
        (f"?q={'x' * 201}", "at most 200 characters"),
        ("?q=wages&kind=rubbish", "Choose from: programme, event"),
        ("?q=wages&page=0", "Pages have numbers from 1."),
    ],
)
def test_what_cannot_be_understood_is_told_and_what_was_typed_stays(client, query, message):
    page = answered(client, query)
    assert page.count(message) == 1
    assert re.search(r'value="([^"]*)"', page)[1] == query[3:].partition("&")[0]


@pytest.mark.parametrize(
    "typed",
    ["' OR 1=1 --", '"', "%_\\", "NEAR(a b)", "a* ^b -c", "<script>", "\u202eabc\u2066", "ឃ" * 9],
)
def test_no_character_breaks_it(client, typed):
    page = client.get(reverse("search"), {"q": typed}).content.decode()
    shown = html.unescape(re.search(r'name="q"[^>]* value="([^"]*)"', page)[1])
    assert shown == one_line(typed)


def test_it_is_no_page_for_search_engines_and_every_page_leads_to_it(client):
    page = answered(client, "?q=wages")
    assert '<meta name="robots" content="noindex, follow">' in page
    assert page.count('role="search"') == 1
    for address, look in (("/about/", "find"), ("/", "find wide")):
        other = client.get(address).content.decode()
        forms = re.findall(
            r'<form class="([^"]+)" action="/search/" method="get" role="search">', other
        )
        assert (forms, "noindex" in other) == ([look], False)


def test_a_hit_names_who_spoke_and_says_that_the_words_are_ours(client):
    speaker = StatementSpeaker(person=factories.make_person(name="Chan Dara"))
    factories.make_statement(text="Parsnips feed all.", kind="quotation", parts=[speaker])
    factories.make_statement(text="Parsnips grow.")
    page = answered(client, "?q=parsnips")
    assert sorted(titles(page)) == [
        "Chan Dara, in our summary: Parsnips feed all.",
        "Our summary: Parsnips grow.",
    ]
    lines = texts(tree(client, "/search/?q=parsnips"), "//ol[@class='rows hits']/li/p")
    assert lines == ["Statement. Our summary of Source S1"] * 2
