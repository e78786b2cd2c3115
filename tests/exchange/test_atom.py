import feedparser
import pytest

from cooperation.exchange import atom
from cooperation.queries.sources_read import SourcesRead
from tests.exchange import rows_out
from tests.exchange.rows_out import AT, code


def read(*rows) -> feedparser.FeedParserDict:
    found = feedparser.parse(b"".join(atom.write_feed(rows_out.outgoing(*rows))))
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def test_a_feed_says_what_it_is_and_where():
    found = read(rows_out.event())
    assert found.feed.title == "Events – Register"
    assert found.feed.id == "https://register.example/events.ics"
    assert {link.rel: link.href for link in found.feed.links} == {
        "alternate": "https://register.example/events/",
        "self": "https://register.example/events.ics",
    }
    assert (found.feed.language, found.feed.author) == ("en", "Register")


def test_an_entry_keeps_its_id_and_has_its_words():
    row = rows_out.event(title="Wages & <hours>", summary="5 < 6 & more", themes=[code("Wages")])
    (entry,) = read(row).entries
    assert entry.id == "urn:uuid:0f6c9a52-7c86-4d58-a7c8-f8efc5b21b57"
    assert entry.link == "https://register.example/events/forum/"
    assert entry.updated == AT.isoformat()
    assert [tag.term for tag in entry.tags] == ["Forum", "Wages"]
    assert entry.summary == "5 &lt; 6 &amp; more"
    assert entry.title.replace("&amp;", "&") == "Wages & <hours>"


def test_a_commitment_tells_what_was_read_of_it():
    passed = {"code": "date_passed", "name": ""}
    row = rows_out.commitment(text="Centres in five provinces.", standing=passed)
    outgoing = rows_out.outgoing(row, read=SourcesRead(1, "2026-01"))
    (entry,) = feedparser.parse(b"".join(atom.write_feed(outgoing))).entries
    assert (entry.title, entry.summary) == (
        "Open five job centres",
        "Centres in five provinces.\nOur summary of A report\n"
        "Expected March 2026. No later report in the 1 source read, of January 2026.",
    )


def test_a_feed_without_entries_is_as_old_as_the_register():
    found = read()
    assert (found.entries, found.feed.updated) == ([], AT.isoformat())


def test_characters_that_no_xml_holds_are_dropped():
    (entry,) = read(rows_out.event(title="A\x00 \x0bforum\ufffe", summary="\x1fx")).entries
    assert (entry.title, entry.summary) == ("A forum", "x")


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ({"type": "person", "name": "Chan Dara", "honorific": "H.E. Dr."}, "H.E. Dr. Chan Dara"),
        (
            {"type": "post", "label": "Director", "organisation": {"name": "A body"}},
            "Director, A body",
        ),
        ({"type": "post", "label": "Director", "organisation": None}, "Director"),
        ({"type": "organisation", "name": "A body"}, "A body"),
        (
            {
                "type": "statement",
                "text": "word " * 40,
                "speakers": [{"person": {"name": "Chan Dara"}, "organisation": None}],
            },
            "Chan Dara, in our summary: " + ("word " * 18).strip() + "…",
        ),
    ],
)
def test_every_kind_of_record_has_a_title(row, title):
    assert atom.title_line(row) == title
