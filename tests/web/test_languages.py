"""The language of an address: what it says, what it sends, where it leads."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.utils.translation import get_language, override

from cooperation.web import errors, languages
from cooperation.web.languages import language_of_address


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "en"),
        ("/km/", "km"),
        ("/km/events/", "km"),
        ("/km", "en"),
        ("/kmx/", "en"),
        ("/en/", "en"),
        ("/api/v1/km/", "en"),
    ],
)
def test_an_address_asks_for_its_language_alone(rf, path, language):
    request = rf.get(path, HTTP_ACCEPT_LANGUAGE="km, en;q=0.1")
    response = language_of_address(lambda request: HttpResponse(get_language()))(request)
    assert response.content.decode() == response["Content-Language"] == language
    assert not response.has_header("Vary")
    assert get_language() == "en"


def test_what_is_written_later_is_in_the_same_language(rf):
    def written():
        yield get_language()
        yield get_language()

    view = language_of_address(lambda request: StreamingHttpResponse(written()))
    response = view(rf.get("/km/events.csv"))
    assert get_language() == "en"
    assert [*response] == [b"km", b"km"]
    assert get_language() == "en"


def test_a_file_says_no_language_at_an_address_without_one(rf):
    view = language_of_address(lambda request: HttpResponse(b"%PDF", content_type="text/plain"))
    assert not view(rf.get("/media/a.pdf")).has_header("Content-Language")


@pytest.mark.parametrize(
    ("here", "language", "there"),
    [
        ("/events/?q=work&kind=training", "en", "/km/events/?q=work&kind=training"),
        ("/km/events/?q=%E1%9E%80", "km", "/events/?q=%E1%9E%80"),
        ("/km/", "km", "/"),
        ("/", "en", "/km/"),
        ("/preview/abc/?x=1", "en", "/km/"),
        ("/km/nothing/here/", "km", "/"),
    ],
)
def test_the_switch_stays_on_the_page_with_its_query(here, language, there):
    with override(language):
        ((_code, _name, path),) = languages.other_languages(here)
    assert path == there


def test_a_language_is_a_draft_until_somebody_has_checked_it():
    with override("km"):
        assert languages.draft_note()
        with override_settings(LANGUAGES_IN_DRAFT=[]):
            assert languages.draft_note() == ""
    assert languages.draft_note() == ""


def test_an_address_in_any_language_has_one_original(settings):
    site = settings.SITE_URL
    assert languages.default_address(f"{site}/km/events/a/") == f"{site}/events/a/"
    assert languages.default_address(f"{site}/events/a/") == f"{site}/events/a/"
    assert languages.default_address("https://else.example/km/") == "https://else.example/km/"


def test_the_plainest_error_page_speaks_too():
    with override("km"):
        page = errors.plain_page(500, "x", "abc")
        assert languages.draft_note() in page
    assert 'lang="km"' in page
    assert 'href="/km/"' in page
    assert 'href="/"' in errors.plain_page(500, "x", "abc")
