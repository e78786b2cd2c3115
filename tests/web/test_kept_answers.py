"""Which answers are kept before Django, by what they are told apart, and for how long."""

import re
from ipaddress import ip_network

import pytest
from django.conf import settings

from cooperation.web import kept_answers
from tests.web.asking import Counted, Told, ask, wrapped

EVENTS = "/api/v1/events/"
PLAIN = "/events/"


@pytest.fixture
def told():
    return Told()


def served(application, told, *requests, **environ):
    """Return the bodies that an address has been answered with, one request after the other."""
    site = wrapped(application, told)
    return [ask(site, request, **environ).body for request in requests]


def test_an_unchanged_answer_is_made_once_and_a_changed_one_anew(told):
    site = wrapped(Counted(), told)
    first, second = ask(site, PLAIN), ask(site, PLAIN)
    told.key = "second"
    third = ask(site, PLAIN)
    assert [first.body, second.body, third.body] == [b"1", b"1", b"2"]
    told.key = "first"
    assert ask(site, PLAIN).body == b"3"


@pytest.mark.parametrize("path", ["/", "/km/", "/km/events/", "/api/v1/terms/", "/events.atom"])
def test_what_hangs_on_the_state_is_kept_in_every_language(told, path):
    site = wrapped(Counted(), told)
    assert [ask(site, path).body for _number in range(2)] == [b"1", b"1"]


def test_each_answer_has_an_id_of_its_own(told):
    site = wrapped(Counted(X_Request_ID="0123"), told)
    first, second, third = (ask(site, PLAIN).headers["X-Request-ID"] for _number in range(3))
    assert first == "0123"
    assert re.fullmatch("[0-9a-f]{32}", second)
    assert second != third


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"HTTP_HOST": "other.example"}),
        ({}, {"HTTP_ORIGIN": "https://other.example"}),
        ({}, {"HTTP_ACCEPT_ENCODING": "br, gzip"}),
        ({}, {"wsgi.url_scheme": "https"}),
        ({"QUERY_STRING": "year=2025"}, {"QUERY_STRING": "year=2026"}),
        ({"PATH_INFO": PLAIN}, {"PATH_INFO": "/sources/"}),
    ],
)
def test_what_makes_an_answer_another_one_keeps_them_apart(told, one, other):
    site = wrapped(Counted(), told)
    found = [ask(site, PLAIN, **environ).body for environ in (one, other, one, other)]
    assert found == [b"1", b"2", b"1", b"2"]


def test_what_follows_readers_does_not_keep_their_answers_apart(told):
    queries = ["year=2026", "fbclid=1&year=2026", "year=2026&utm_source=x"]
    site = wrapped(Counted(), told)
    assert [ask(site, PLAIN, QUERY_STRING=query).body for query in queries] == [b"1"] * 3
    site = wrapped(Counted(), told)
    assert [ask(site, EVENTS, QUERY_STRING=query).body for query in queries] == [b"1", b"2", b"3"]


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=x"},
        {"HTTP_COOKIE": f"taste=durian; {settings.CSRF_COOKIE_NAME}=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_IF_MATCH": "x"},
        {"HTTP_IF_UNMODIFIED_SINCE": "x"},
        {"QUERY_STRING": "Token=x"},
    ],
)
def test_what_may_be_for_one_reader_alone_is_neither_kept_nor_answered_from_memory(told, environ):
    site = wrapped(Counted(), told)
    assert [ask(site, PLAIN, **environ).body for _number in range(2)] == [b"1", b"2"]
    assert ask(site, PLAIN).body == b"3"
    assert ask(site, PLAIN, **environ).body == b"4"


@pytest.mark.parametrize(
    "application",
    [
        Counted(Cache_Control="private, no-store"),
        Counted(Cache_Control="no-store"),
        Counted(Set_Cookie="taste=durian"),
        Counted(Vary="Cookie"),
        Counted(Vary="Accept-Encoding, Accept-Language"),
        Counted(status="404 Not Found"),
        Counted(status="302 Found"),
        Counted(status="206 Partial Content"),
    ],
)
def test_what_is_not_for_all_is_not_kept(told, application):
    ask(site := wrapped(application, told), PLAIN)
    ask(site, PLAIN)
    assert application.asked == 2


def test_an_answer_that_is_too_large_is_not_kept(told):
    for body, times in ((b"x" * kept_answers.LARGEST, 1), (b"x" * (kept_answers.LARGEST + 1), 2)):
        application = Counted(body=body)
        assert served(application, told, PLAIN, PLAIN) == [body, body]
        assert application.asked == times


@pytest.mark.parametrize(
    "path",
    [
        "/preview/x/",
        "/report/00000000-0000-0000-0000-000000000000/",
        "/report/thanks/",
        "/admin/",
        "/readyz",
        "/robots.txt",
        "/service-worker.js",
        "/media/x.png",
        "/nowhere/",
    ],
)
def test_only_addresses_whose_answers_hang_on_the_state_alone_are_kept(told, path):
    assert served(Counted(), told, path, path) == [b"1", b"2"]


@pytest.mark.parametrize(
    ("accepted", "asked"),
    [
        ("*/*", 1),
        ("application/json", 1),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", 1),
        ("text/html", 2),
        ("application/json; indent=4", 2),
    ],
)
def test_a_call_of_the_api_that_asks_for_another_form_is_left_to_django(told, accepted, asked):
    application = Counted()
    served(application, told, EVENTS, EVENTS, HTTP_ACCEPT=accepted)
    assert application.asked == asked


@pytest.mark.parametrize("held", ['W/"a"', '"a"', '"b", W/"a"', "*"])
def test_who_holds_an_answer_is_told_so_without_its_body(told, held):
    site = wrapped(Counted(ETag='W/"a"', Content_Length="1", Vary="Accept-Encoding"), told)
    ask(site, PLAIN)
    given = ask(site, PLAIN, HTTP_IF_NONE_MATCH=held)
    assert (given.status, given.body) == (304, b"")
    assert given.headers["ETag"] == 'W/"a"'
    assert "Content-Length" not in given.headers and "Content-Type" not in given.headers
    assert ask(site, PLAIN, HTTP_IF_NONE_MATCH='W/"b"').status == 200


def test_a_moment_counts_where_no_etag_is_named(told):
    changed = "Tue, 06 Jan 2026 00:00:00 GMT"
    site = wrapped(Counted(ETag='W/"a"', Last_Modified=changed), told)
    ask(site, PLAIN)
    before = "Mon, 05 Jan 2026 00:00:00 GMT"
    given = [
        ask(site, PLAIN, **environ).status
        for environ in (
            {"HTTP_IF_MODIFIED_SINCE": changed},
            {"HTTP_IF_MODIFIED_SINCE": before},
            {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
            {"HTTP_IF_MODIFIED_SINCE": changed, "HTTP_IF_NONE_MATCH": '"b"'},
        )
    ]
    assert given == [304, 200, 200, 200]


def test_a_304_of_django_is_given_again_and_makes_way_for_the_whole_answer(told):
    application = Counted(status="304 Not Modified", ETag='W/"a"')
    site = wrapped(application, told)
    held = {"HTTP_IF_NONE_MATCH": 'W/"a"'}
    assert [ask(site, PLAIN, **held).status for _number in range(3)] == [304] * 3
    assert application.asked == 1
    application.status = "200 OK"
    assert [ask(site, PLAIN).body, ask(site, PLAIN).body] == [b"2", b"2"]


def test_head_has_the_headers_of_the_whole_answer(told):
    site = wrapped(Counted(Content_Length="1"), told)
    assert ask(site, PLAIN, "HEAD").body == b"1"
    ask(site, PLAIN)
    head = ask(site, PLAIN, "HEAD")
    assert (head.body, head.headers["Content-Length"]) == (b"", "1")


def test_the_answer_asked_for_least_recently_makes_way(told, settings):
    settings.KEPT_ANSWERS = 2 * (kept_answers.AROUND_ONE + 300)
    site = wrapped(Counted(body=b"x" * 200), told)
    order = ("?a", "?b", "?a", "?c", "?a", "?b")
    asked = []
    for query in order:
        before = site._application.asked
        ask(site, PLAIN + query)
        asked.append(site._application.asked - before)
    assert asked == [1, 1, 0, 1, 0, 1]


def test_nothing_is_kept_without_room(told, settings):
    settings.KEPT_ANSWERS = 0
    assert served(Counted(), told, PLAIN, PLAIN) == [b"1", b"2"]


def test_a_forwarded_scheme_counts_from_a_trusted_proxy_alone(told, settings):
    https = {"HTTP_X_FORWARDED_PROTO": "https"}
    for proxies, bodies in (([], [b"1", b"1"]), ([ip_network("127.0.0.0/8")], [b"1", b"2"])):
        settings.TRUSTED_PROXIES = proxies
        site = wrapped(Counted(), told)
        assert [ask(site, PLAIN).body, ask(site, PLAIN, **https).body] == bodies
