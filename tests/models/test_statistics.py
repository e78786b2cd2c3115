import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.models import QuerySet
from django.http import QueryDict

from cooperation.models import (
    Citation,
    Event,
    Participation,
    RecordTerm,
    SearchEntry,
    Source,
    StatementSpeaker,
    Term,
)
from cooperation.models.base import is_public
from cooperation.models.statistics import count_anew, rows_per_value
from cooperation.queries import resources
from cooperation.queries.resources import Resource
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

LISTS = [item for item in vars(resources).values() if isinstance(item, Resource)]
# What stands between a list and the term that its filter names, by the index that begins there.
OF_TERMS = {
    f"cooperation_{model._meta.model_name}_{field.column}"
    for model in apps.get_app_config("cooperation").get_models()
    for field in model._meta.fields
    if field.related_model is Term
}


def plan(queryset: QuerySet) -> list[str]:
    sql, params = queryset.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[-1] for row in cursor.fetchall()]


def told() -> dict[tuple[str, str | None], str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        return {(table, index): stat for table, index, stat in cursor.fetchall()}


@pytest.mark.sqlite
def test_records_are_found_by_their_keys_and_not_by_their_state():
    assert plan(Event.objects.published().filter(pk__in=[1, 2, 3])) == [
        "SEARCH cooperation_event USING INTEGER PRIMARY KEY (rowid=?)"
    ]


@pytest.mark.sqlite
def test_sources_are_found_from_what_cites_them():
    assert plan(Citation.objects.filter(is_public("source__"), event__in=[1, 2]).order_by()) == [
        "SEARCH cooperation_citation USING INDEX citation_of_event (event_id=?)",
        "SEARCH cooperation_source USING INTEGER PRIMARY KEY (rowid=?)",
    ]


@pytest.mark.sqlite
def test_entries_of_the_search_are_found_by_what_was_found():
    few = Source.objects.values("pk")
    found = SearchEntry.objects.filter(record_type="event", pk__in=few).order_by()
    key = "sqlite_autoindex_cooperation_searchentry_1"
    assert plan(found)[0] == f"SEARCH cooperation_searchentry USING INDEX {key} (id=?)"


@pytest.mark.sqlite
def test_a_list_still_begins_with_its_index():
    newest = Event.objects.published().order_by(*Event._meta.indexes[0].expressions[1:3])
    assert plan(newest) == [
        "SEARCH cooperation_event USING COVERING INDEX event_newest_first (state=?)"
    ]


@pytest.mark.sqlite
@pytest.mark.parametrize("resource", LISTS, ids=[resource.name for resource in LISTS])
def test_no_list_reads_all_that_has_a_term_once_for_each_record(resource):
    rows.write_lists()
    rows.write_roots(OPEN, PUBLIC)
    filters = resource.filters.get_filters()
    for name in filters.keys() & {"kind", "role", "theme", "goal", "strategy", "target_group"}:
        found = resource.filters(QueryDict(f"{name}=used"), queryset=resource.subject.public())
        if found.form.errors:
            # Some kinds are codes of a closed list.
            continue
        branches = getattr(found.qs, "branches", (found.qs,))
        steps = [step for branch in branches for step in plan(branch)]
        within = "CORRELATED" in " ".join(steps)
        by_term = [step for step in steps if any(index in step for index in OF_TERMS)]
        assert not (within and by_term), (name, steps)


@pytest.mark.sqlite
def test_every_table_and_every_index_is_told_of_and_nothing_that_was_counted():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        call_command("migrate", verbosity=0)
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        indexes = {name for (name,) in cursor.fetchall()}
    found = told()
    models_here = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models_here if model._meta.managed}
    assert {table for table, _index in found} == tables
    ours = {name for name in indexes if any(table in name for table in tables)}
    assert {index for _table, index in found if index} >= ours
    assert {int(stat.split()[0]) for stat in found.values()} == {300, 300_000}


@pytest.mark.parametrize(
    ("model", "column", "expected"),
    [
        (Participation, "id", 1),
        (Participation, "event_id", 5),
        (Participation, "organisation_id", 30),
        (Participation, "role_id", 25_000),
        (StatementSpeaker, "person_id", 30),
        (RecordTerm, "term_id", 25_000),
        (Event, "state", 300_000),
        (Event, "slug", 1),
        (Event, "status", 37_500),
        (Event, "date_earliest", 10),
        (Event, None, 10),
        (Term, "scheme_id", 300),
    ],
)
def test_so_many_rows_share_a_value(model: type[models.Model], column: str | None, expected: int):
    assert rows_per_value(model, column) == expected


@pytest.mark.postgresql
def test_tables_are_counted_when_asked_for():
    rows.write_lists()
    count_anew()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [Term._meta.db_table]
        )
        assert cursor.fetchone() == (Term.objects.count(),)
