import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Source
from cooperation.queries import generation
from cooperation.queries.sources_read import SourcesRead, sources_read
from tests.factories import AT, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


def read():
    return sources_read(generation.present(AT))


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

    assert sources_read(generation.present(AT + dt.timedelta(days=1))) == SourcesRead(3, "2026-01")


def test_they_are_read_once_for_each_state_of_the_register():
    make_source()
    state = generation.present(AT)
    with CaptureQueriesContext(connection) as queries:
        sources_read(state)
        sources_read(state)

    assert len(queries) == 1
