import pytest
from django.db import connection
from django.db.models import QuerySet

from cooperation.models import Citation, Event, SearchEntry, Source
from cooperation.models.base import is_public

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def plan(queryset: QuerySet) -> list[str]:
    sql, params = queryset.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[-1] for row in cursor.fetchall()]


def test_records_are_found_by_their_keys_and_not_by_their_state():
    assert plan(Event.objects.published().filter(pk__in=[1, 2, 3])) == [
        "SEARCH cooperation_event USING INTEGER PRIMARY KEY (rowid=?)"
    ]


def test_sources_are_found_from_what_cites_them():
    assert plan(Citation.objects.filter(is_public("source__"), event__in=[1, 2]).order_by()) == [
        "SEARCH cooperation_citation USING INDEX citation_of_event (event_id=?)",
        "SEARCH cooperation_source USING INTEGER PRIMARY KEY (rowid=?)",
    ]


def test_entries_of_the_search_are_found_by_what_was_found():
    few = Source.objects.values("pk")
    found = SearchEntry.objects.filter(record_type="event", pk__in=few).order_by()
    key = "sqlite_autoindex_cooperation_searchentry_1"
    assert plan(found)[0] == f"SEARCH cooperation_searchentry USING INDEX {key} (id=?)"


def test_a_list_still_begins_with_its_index():
    newest = Event.objects.published().order_by(*Event._meta.indexes[0].expressions[1:])
    assert plan(newest) == ["SEARCH cooperation_event USING INDEX event_newest_first (state=?)"]
