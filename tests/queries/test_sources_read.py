import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Source
from cooperation.queries import generation
from cooperation.queries.sources_read import SourcesRead, sources_read
from tests.factories import AT, make_event, make_source, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


def read():
    return sources_read(generation.present_state(AT))


def dated(title, published):
    make_source(title=title)
    # `published` asks the factory whether to publish.
    made = Source.objects.get(title_en=title)
    made.published = published
    made.save()


def test_public_sources_count_and_the_newest_of_known_date_is_told():
    assert read() == SourcesRead(0, "")
    dated("Undated", "")
    assert read() == SourcesRead(1, "")
    dated("Older", "2025-12-30")
    dated("Newest", "2026-01")
    make_source(title="HIDDEN", published=False)
    Source.objects.filter(title_en="HIDDEN").update(published="2027")

    assert sources_read(generation.present_state(AT + dt.timedelta(days=1))) == SourcesRead(
        3, "2026-01"
    )


@pytest.mark.parametrize(
    ("fields", "newest"),
    [
        ({"said_on": "2026-01-22"}, "2026-01"),
        ({"said_on": "2026"}, "2026"),
        ({"said_on": "2024-05-06"}, "2025-12-30"),
        ({"date": "2026-01-20/2026-01-22"}, "2026-01"),
        ({"date": "2026-01-22", "setting": "about"}, "2025-12-30"),
        ({"said_on": "2026-01-22", "published": False}, "2025-12-30"),
    ],
)
def test_an_undated_source_is_no_older_than_the_words_it_reports(fields, newest):
    dated("Older", "2025-12-30")
    event = make_event(date=fields.pop("date", ""), source=Source.objects.get())
    make_statement(event=event, source=make_source(title="Undated"), **fields)

    assert read() == SourcesRead(2, newest)


def test_what_a_dated_source_tells_is_as_old_as_that_source():
    dated("Older", "2025-12-30")
    source = Source.objects.get()
    make_statement(said_on="2026-01-22", source=source, event=make_event(source=source))

    assert read() == SourcesRead(1, "2025-12-30")


def test_they_are_read_once_for_each_state_of_the_register():
    make_source()
    state = generation.present_state(AT)
    with CaptureQueriesContext(connection) as queries:
        sources_read(state)
        sources_read(state)

    assert len(queries) == 1
