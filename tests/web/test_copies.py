"""What readers get while the database cannot answer."""

import datetime as dt
import gzip

import pytest

from cooperation.publishing import workflow
from cooperation.web import copies
from tests import factories
from tests.web.asking import Counted, OfTheTest, Told, ask, look_again, wrapped

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/events/"
PACKED = {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.fixture
def reader():
    return OfTheTest()


@pytest.fixture
def site(reader):
    return wrapped(reader=reader)


def test_a_page_read_before_comes_back_marked_as_a_copy(site, reader):
    factories.make_event(title="Kept meeting")
    before = ask(site, ADDRESS)
    reader.is_away = True
    copy = ask(site, ADDRESS)
    assert (copy.status, copy.body) == (200, before.body)
    assert copy.headers["Warning"] == '110 - "Response is Stale"'
    assert copy.headers["Cache-Control"] == "no-store"
    assert "ETag" not in copy.headers


@pytest.mark.parametrize(("one", "other"), [({}, PACKED), (PACKED, {}), (PACKED, PACKED)])
def test_a_copy_is_marked_for_the_eye_whichever_way_it_is_kept(site, reader, one, other):
    factories.make_event(title="Kept meeting")
    before = ask(site, "/events/", **one).body
    plain = gzip.decompress(before) if one else before
    reader.is_away = True
    copy = ask(site, "/events/", **other)
    note = b'<p class="note">The register cannot reach its records right now. '
    assert plain.count(note) == 0
    assert copy.body.count(copies.MAIN + note) == 1
    assert copy.headers["Content-Length"] == str(len(copy.body))
    assert "Content-Encoding" not in copy.headers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_not_read_before_says_at_once_when_to_come_back(site, reader, method):
    ask(site, ADDRESS)
    reader.is_away = True
    answer = ask(site, "/api/v1/events/?limit=3", method)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert b"cannot reach its records" in answer.body


def test_nobody_asks_the_database_while_it_is_away_but_the_watch(reader):
    application, told = Counted(), Told()
    site = wrapped(application, told)
    ask(site, "/events/")
    told.key = None
    assert ask(site, "/events/").headers["Warning"]
    told.key = "first"
    assert ask(site, "/events/").headers["Warning"]
    look_again(site)
    assert "Warning" not in ask(site, "/events/").headers
    assert application.asked == 1


def test_how_ready_the_register_is_may_be_asked_all_the_while(site, reader):
    ask(site, ADDRESS)
    reader.is_away = True
    assert ask(site, "/healthz").status == 200
    assert b'"database"' in ask(site, "/readyz").body


def test_what_was_withdrawn_does_not_come_back(site, reader):
    event = factories.make_event(title="Withdrawn meeting")
    ask(site, ADDRESS)
    workflow.withdraw(event, by=None, at=factories.AT)
    # Nobody asks any more: the watch looks by itself.
    look_again(site)
    reader.is_away = True
    assert ask(site, ADDRESS).status == 503


def test_no_copy_is_given_past_the_end_of_its_state():
    told = Told()
    told.lasts = dt.timedelta(seconds=-1)
    site = wrapped(Counted(), told)
    ask(site, "/events/")
    told.key = None
    assert "Warning" not in ask(site, "/events/").headers


def test_no_copy_is_given_for_longer_than_an_hour():
    told = Told()
    site = wrapped(Counted(), told)
    ask(site, "/events/")
    told.key = None
    assert ask(site, "/events/").headers["Warning"]
    site._watch._seen_at -= copies.MOST_SECONDS
    assert "Warning" not in ask(site, "/events/").headers


def test_the_copy_of_a_picture_may_be_framed_like_the_picture(site, reader):
    ask(site, "/embed/timeline/")
    ask(site, "/timeline/")
    reader.is_away = True
    picture, page = ask(site, "/embed/timeline/"), ask(site, "/timeline/")
    assert "frame-ancestors *" in picture.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in picture.headers
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
