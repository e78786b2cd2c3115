import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import OtherName
from cooperation.site.short_forms import first_uses, may_be_one, page_words
from tests.factories import make_event, make_organisation, make_programme, make_statement
from tests.site.reading import texts, tree

KNOWN = {"ILO", "PES", "MoHRSS", "COVID-19", "AMP", "Forum"}


@pytest.mark.parametrize(
    ("html", "written", "met"),
    [
        ("<p>The ILO and the ILO.</p>", "<p>The [1] and the ILO.</p>", ["ILO"]),
        ("<p>PES, then MoHRSS</p>", "<p>[1], then [2]</p>", ["PES", "MoHRSS"]),
        # Words and their parts, never pieces of words; Khmer writes on without a space.
        ("ILO-led, ILO/PES, (ILO)", "[1]-led, ILO/[2], (ILO)", ["ILO", "PES"]),
        ("SILO ILOS PESO", "SILO ILOS PESO", []),
        ("COVID-19", "[1]", ["COVID-19"]),
        ("ការងារILOបាន", "ការងារ[1]បាន", ["ILO"]),
        # One capital is an ordinary word, and case tells.
        ("Forum ilo Pes", "Forum ilo Pes", []),
        # A link or a heading holds no other link: the next use does.
        ("<h2>ILO</h2><a>ILO</a> ILO", "<h2>ILO</h2><a>ILO</a> [1]", ["ILO"]),
        ("<a><abbr title='x'>ILO</abbr></a>", "<a><abbr title='x'>ILO</abbr></a>", ["ILO"]),
        ("<em>ILO</em>", "<em>[1]</em>", ["ILO"]),
        # Markup, forms and entities are no text.
        ('<p title="ILO" id=PES>x</p>', '<p title="ILO" id=PES>x</p>', []),
        ("<form><label>ILO</label></form>", "<form><label>ILO</label></form>", []),
        ("<!-- ILO --><script>ILO</script>", "<!-- ILO --><script>ILO</script>", []),
        ("&AMP; &lt;ILO&gt;", "&AMP; &lt;[1]&gt;", ["ILO"]),
    ],
)
def test_the_first_use_is_written_anew(html, written, met):
    found = first_uses(html, KNOWN, lambda _word, number: f"[{number}]")

    assert found == (written, met)


def test_what_may_be_a_short_form_is_seen_without_a_look_at_any():
    seen = [word for word in page_words("<p>A Forum of MoHRSS, ILO-led</p>") if may_be_one(word)]

    assert seen == ["MoHRSS", "ILO-led", "ILO"]


@pytest.fixture
def ilo(db):
    return make_organisation(name="International Labour <Organization>", acronym="ILO", slug="ilo")


def test_a_page_ends_with_what_its_short_forms_stand_for(client, ilo):
    alias = OtherName(name="DWCP", kind="acronym")
    make_programme(title="Decent work programme", slug="dwcp", parts=[alias])
    make_organisation(name="HIDDEN", acronym="PES", published=False)
    make_event(slug="forum", summary="The ILO, PES and the DWCP; the ILO again.")

    page = tree(client, "/events/forum/")

    assert texts(page, "//dl[contains(@class, 'shorts')]/div") == [
        "ILOInternational Labour <Organization>",
        "DWCPDecent work programme",
    ]
    links = page.xpath("//main//a[@class='sf']")
    assert [(link.text, link.get("href")) for link in links] == [("ILO", "#sf1"), ("DWCP", "#sf2")]
    for link in links:
        [explained] = page.xpath(f"//*[@id='{link.get('aria-describedby')}']")
        assert link.get("href") == f"#{explained.get('id')}"
    assert "HIDDEN" not in page.text_content()


def test_two_that_share_a_short_form_are_both_named(client, ilo):
    make_organisation(name="Inner Light Office", acronym="ILO")
    make_event(slug="forum", summary="The ILO.")

    page = tree(client, "/events/forum/")

    assert texts(page, "//dd[@id='sf1']") == [
        "International Labour <Organization>; Inner Light Office"
    ]


def test_data_stays_as_it_is(client, ilo):
    event = make_event(slug="forum", summary="The ILO met.")
    make_statement(text="The ILO spoke.", event=event)

    answer = client.get("/api/v1/events/forum/").json()

    assert answer["summary"] == "The ILO met."
    assert answer["statements"][0]["text"] == "The ILO spoke."
    assert "sf1" not in client.get("/glossary/").content.decode()


def test_they_are_looked_up_once_for_a_state_of_the_register(client, ilo):
    make_event(slug="forum", summary="The ILO.")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/events/forum/")
        costs.append(sum("of_short" in query["sql"] for query in queries))

    assert costs == [1, 0]


def test_a_khmer_page_links_to_khmer_pages_and_marks_an_english_name(client, ilo):
    make_organisation(name="Ministry", name_km="ក្រសួង", acronym="MLVT", slug="mlvt")
    make_event(slug="forum", summary="MLVT and ILO.")

    page = tree(client, "/km/events/forum/")

    found = page.xpath("//dl[contains(@class, 'shorts')]//a")
    assert [(link.get("href"), link.text_content()) for link in found] == [
        ("/km/stakeholders/organisations/mlvt/", "ក្រសួង"),
        ("/km/stakeholders/organisations/ilo/", "International Labour <Organization>"),
    ]
    assert texts(found[1], "./bdi/span[@lang='en']") == ["International Labour <Organization>"]
