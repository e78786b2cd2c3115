"""What is answered before Django is asked, what waits for its turn, and what is refused."""

import gzip
import logging
from threading import Event, Thread
from time import sleep

import pytest

from cooperation.publishing import workflow
from cooperation.web import answers, concurrency
from cooperation.web.logs import JsonFormatter
from cooperation.web.throttle import Throttle
from tests import factories
from tests.web.asking import Counted, Told, ask, wrapped

EVENTS = "/api/v1/events/"
PLAIN = "/events/"


@pytest.fixture
def told():
    return Told()


def test_calls_that_are_answered_from_memory_count(told, monkeypatch):
    calls = Throttle("3/min")
    monkeypatch.setattr("cooperation.web.asked.api_calls", lambda: calls)
    site = wrapped(Counted(), told)
    found = [ask(site, EVENTS).body for _number in range(6)]
    # The fifth is left to Django, which refuses it: our application is no API.
    assert found == [b"1", b"1", b"1", b"1", b"2", b"3"]


def test_what_is_answered_from_memory_is_logged_without_its_query(told, caplog):
    site = wrapped(Counted(), told)
    with caplog.at_level(logging.INFO, logger="cooperation.web.answers"):
        given = [ask(site, f"{PLAIN}?q=secret") for _number in range(3)]
        site._lines.write()
    [record] = caplog.records
    first, second = JsonFormatter().format(record).splitlines()
    assert "secret" not in first + second
    assert f'"request_id": "{given[1].headers["X-Request-ID"]}"' in first
    assert '"method": "GET", "path": "/events/", "status": 200, "milliseconds"' in second
    assert second.endswith('"address": "127.0.0.1"}')


@pytest.mark.django_db
def test_health_is_told_while_all_places_are_taken(told):
    site = wrapped(reader=told)
    with concurrency.working, concurrency.working:
        given = [ask(site, "/healthz") for _number in range(2)]
    assert [(one.status, one.body) for one in given] == [(200, b"ok\n")] * 2
    assert given[0].headers["X-Request-ID"] != given[1].headers["X-Request-ID"]
    assert given[0].headers["Cache-Control"] == "no-store"
    assert given[0].headers["X-Frame-Options"] == "DENY"
    assert ask(site, "/healthz", "TRACE").status == 405


@pytest.mark.parametrize("path", ["/static/site.css", PLAIN])
def test_static_files_and_what_is_kept_wait_behind_nobody(told, path):
    site = wrapped(Counted(), told)
    ask(site, PLAIN)
    with concurrency.working, concurrency.working:
        assert ask(site, path).status == 200


@pytest.mark.django_db
def test_who_waits_too_long_is_refused_with_words(told, monkeypatch):
    monkeypatch.setattr(concurrency, "PATIENCE_SECONDS", 0.01)
    site = wrapped(reader=told)
    with concurrency.working, concurrency.working:
        page, khmer, call = ask(site, PLAIN), ask(site, "/km/events/"), ask(site, EVENTS)
    assert [one.status for one in (page, khmer, call)] == [503] * 3
    assert page.headers["Retry-After"] == "2"
    assert page.headers["X-Request-ID"] in page.body.decode()
    assert "The register is very busy right now." in page.body.decode()
    assert 'lang="km"' in khmer.body.decode()
    assert call.headers["Content-Type"] == "application/json"
    assert call.headers["Access-Control-Allow-Origin"] == "*"
    assert b"very busy" in call.body
    for one in (page, khmer, call):
        assert one.headers["Cache-Control"] == "no-store"
        assert one.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_the_queue_is_short(told):
    site, waiting = wrapped(Counted(), told), []
    with concurrency.working, concurrency.working:
        for number in range(concurrency.MOST_WAITING):
            waiting.append(Thread(target=ask, args=(site, f"{PLAIN}?{number}")))
            waiting[-1].start()
            while concurrency.working._counted <= number:
                sleep(0)
        assert ask(wrapped(reader=told), PLAIN).status == 503
    for thread in waiting:
        thread.join()
    assert (concurrency.working._counted, concurrency.working._free) == (0, concurrency.AT_A_TIME)


def test_one_thread_makes_an_answer_for_all_that_ask_for_it_meanwhile(told):
    begun, go_on = Event(), Event()

    class Slow(Counted):
        def __call__(self, environ, start_response):
            begun.set()
            go_on.wait(5)
            return super().__call__(environ, start_response)

    application, found = Slow(), []
    site = wrapped(application, told)
    threads = [Thread(target=lambda: found.append(ask(site, PLAIN).body)) for _ in range(4)]
    for thread in threads:
        thread.start()
    begun.wait(5)
    while concurrency.working._counted < len(threads) - 1:
        sleep(0)
    go_on.set()
    for thread in threads:
        thread.join()
    assert (application.asked, found) == (1, [b"1"] * 4)
    assert site._making == {}


@pytest.mark.parametrize(("method", "free"), [("GET", 1), ("HEAD", 1), ("OPTIONS", 1), ("POST", 2)])
def test_what_is_sent_to_us_waits_outside(told, method, free):
    def application(environ, start_response):
        start_response("200 OK", [])
        return [str(concurrency.working._free).encode()]

    assert ask(wrapped(application, told), "/nowhere/", method).body == str(free).encode()
    assert concurrency.working._free == concurrency.AT_A_TIME


@pytest.mark.django_db
def test_too_many_slow_senders_are_refused_and_readers_are_not(told):
    depth: list[int] = []

    def application(environ, start_response):
        if "cooperation.refusal" in environ:
            return site_of_django(environ, start_response)
        depth.append(1)
        sent = ask(site, "/", "POST")
        start_response(f"{sent.status} x", [*sent.headers.items()])
        return [sent.body]

    site_of_django = wrapped(reader=told)._application
    site = wrapped(application, told)
    refused = ask(site, "/", "POST")
    assert len(depth) == answers.MOST_SENT
    assert (refused.status, refused.headers["Retry-After"]) == (503, "30")
    assert "send yours again" in refused.body.decode()
    assert ask(wrapped(Counted(), told), "/", "POST").status == 200


@pytest.mark.django_db
class TestOfDjango:
    def test_a_page_is_the_same_from_memory(self):
        factories.make_event(title="Kept meeting")
        site = wrapped()
        for path in (PLAIN, "/km/events/", EVENTS, "/events/?year=2026", "/events.atom"):
            first, second = ask(site, path), ask(site, path)
            assert first.body == second.body
            for given in (first, second):
                del given.headers["X-Request-ID"]
            assert dict(first.headers) == dict(second.headers)
            assert set(first.headers["Vary"].lower().split(", ")) <= {"accept-encoding", "origin"}

    def test_the_next_request_shows_what_was_published_or_withdrawn(self):
        event = factories.make_event(title="Withdrawn meeting")
        site = wrapped()
        assert "Withdrawn meeting" in ask(site, PLAIN).body.decode()
        workflow.withdraw(event, by=None, at=factories.AT)
        assert "Withdrawn meeting" not in ask(site, PLAIN).body.decode()

    def test_a_kept_page_is_compressed_for_who_takes_that(self):
        factories.make_event(title="Kept meeting")
        site = wrapped()
        packed = [ask(site, PLAIN, HTTP_ACCEPT_ENCODING="gzip") for _number in range(2)]
        assert gzip.decompress(packed[1].body) == ask(site, PLAIN).body

    def test_an_unknown_host_is_refused_all_the_same(self):
        site = wrapped()
        ask(site, PLAIN)
        assert ask(site, PLAIN, HTTP_HOST="evil.example").status == 400
