import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client

from cooperation.api.errors import api_error_answer as api_answer
from cooperation.web import errors, query_limit, streaming
from cooperation.web.database import is_too_long

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]

COUNTING = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"


@pytest.fixture(autouse=True)
def short_limit(settings):
    settings.QUERY_LIMIT = 0.01


def count() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{COUNTING} SELECT count(*) FROM n")
        cursor.fetchone()


def test_a_page_whose_query_takes_too_long_says_so_and_when_to_come_back(client):
    response = client.get("/slow/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Cache-Control"] == "no-store"
    assert errors.TOO_LONG in response.content.decode()


@pytest.mark.urls("config.urls")
def test_the_page_does_not_say_that_the_records_are_away(rf):
    page = errors.error_page(rf.get("/"), 503, errors.TOO_LONG, "reference")
    assert "<h1>This took too long</h1>" in page
    assert "This usually lasts" not in page


def test_the_api_says_so_in_its_own_form(client):
    response = client.get("/api/slow/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response.json() == {"detail": errors.TOO_LONG}


@pytest.mark.parametrize("path", ["/admin/slow/", "/slow.csv"])
def test_the_desk_and_files_may_take_longer(client, path):
    assert client.get(path).content == b"1000000 rows"


def test_what_is_sent_may_take_longer():
    sent = Client().post("/slow/")
    assert sent.content == b"1000000 rows"


def test_they_have_a_limit_as_well(client, monkeypatch):
    monkeypatch.setattr(query_limit, "LONGER_SECONDS", 0.01)
    assert client.get("/admin/slow/").status_code == 503


def test_so_has_each_piece_of_a_long_answer(monkeypatch):
    monkeypatch.setattr(query_limit, "LONGER_SECONDS", 0.01)
    pieces = streaming.by_turns(count() for _number in range(2))
    with pytest.raises(OperationalError) as caught:
        list(pieces)
    assert is_too_long(caught.value)


def test_a_piece_may_take_longer_than_a_page():
    assert list(streaming.by_turns(count() for _number in range(2))) == [None, None]


def test_nothing_is_limited_after_the_answer(client):
    client.get("/slow/")
    count()


def test_quick_queries_are_not_counted_together(settings):
    settings.QUERY_LIMIT = 2
    with query_limit.limit_each_query(2), connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_the_api_leaves_its_words_to_the_middleware():
    with pytest.raises(OperationalError) as caught, query_limit.limit_each_query(0.01):
        count()
    assert api_answer(caught.value, {}) is None


@pytest.mark.sqlite
def test_what_python_does_between_two_rows_counts_for_little(monkeypatch):
    moments = iter([0.0, 5.0, 5.001, 10.0])
    limit = query_limit._SqliteLimit(connection, 0.25)
    monkeypatch.setattr(query_limit.time, "monotonic", lambda: next(moments))
    limit.begin()
    assert [limit._is_over() for _ in range(3)] == [False, False, False]


@pytest.mark.postgresql
def test_the_connection_goes_back_with_the_longer_limit():
    with query_limit.limit_each_query(0.5), connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("500ms",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)


def test_the_limit_lies_inside_what_answers_for_the_database():
    order = settings.MIDDLEWARE
    away = "cooperation.web.middleware.DatabaseAway"
    assert order.index(away) < order.index("cooperation.web.query_limit.limit_queries")
