import gzip
import logging
import re
from ipaddress import ip_network

import pytest

from cooperation.web import addresses
from cooperation.web.logs import JsonFormatter

pytestmark = pytest.mark.urls("tests.web.urls")

CSP = {
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}
PUBLIC = "public, max-age=60, stale-if-error=3600"


@pytest.fixture
def tolerant(client):
    """A client that shows the answer to a failure, as the server would."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("path", ["/page/", "/admin/page/", "/api/page/", "/nowhere/", "/broken/"])
def test_every_answer_carries_the_security_headers(tolerant, path):
    headers = tolerant.get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == CSP
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])


@pytest.mark.parametrize(
    ("subdomains", "sent"),
    [(False, "max-age=31536000"), (True, "max-age=31536000; includeSubDomains")],
)
def test_hsts_is_sent_once_the_site_is_on_tls(client, settings, subdomains, sent):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = subdomains

    response = client.get("/page/")

    assert response["Strict-Transport-Security"] == sent


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("TRACE", "/page/", "GET, HEAD, OPTIONS"),
        ("BREW", "/nowhere/", "GET, HEAD, OPTIONS"),
        ("DELETE", "/api/page/", "GET, HEAD, OPTIONS"),
        ("PUT", "/admin/page/", "GET, HEAD, OPTIONS, POST"),
        ("TRACE", "/healthz", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_method_that_no_address_takes_is_405(client, method, path, allow):
    response = client.generic(method, path)

    assert (response.status_code, response["Allow"]) == (405, allow)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/page/", "q=%00"),
        ("/page/", "q=%ff"),
        ("/page/", "q=%c3"),
        ("/page/", "%00=1"),
        ("/pa\0ge/", ""),
        ("/p\xe4ge/", ""),
    ],
)
def test_bytes_that_no_text_can_hold_are_400(client, path, query):
    response = client.get("/page/", PATH_INFO=path, QUERY_STRING=query)

    assert response.status_code == 400


@pytest.mark.parametrize("query", ["q=%E1%9E%80", "q=100%", "q=%zz", "q=a+b&q=", ""])
def test_text_passes_however_odd(client, query):
    assert client.get("/page/", QUERY_STRING=query).status_code == 200


def test_khmer_in_a_path_is_looked_up(client):
    assert client.get("/កម្ពុជា/").status_code == 404


def test_a_stranger_cannot_name_its_own_address(client):
    answer = client.get(
        "/client/", HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https"
    )

    assert answer.json() == {"address": "127.0.0.1", "secure": False}


def test_the_log_names_a_proxy_that_is_not_trusted_once_an_hour(client, caplog, monkeypatch):
    hours = iter((1, 1.5, 1.99, 2, 9))
    monkeypatch.setattr(addresses, "_told_at", [])
    monkeypatch.setattr(addresses, "monotonic", lambda: next(hours) * 3600)
    told = []
    for _ in range(5):
        caplog.clear()
        client.get("/client/", HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="10.0.0.5")
        warnings = [item.getMessage() for item in caplog.records if item.levelname == "WARNING"]
        told.append(warnings)
        client.get("/client/", REMOTE_ADDR="10.0.0.5")
    assert [len(warnings) for warnings in told] == [1, 0, 0, 1, 1]
    assert told[0][0].startswith("X-Forwarded-For of 10.0.0.5 is not believed: TRUSTED_PROXIES ")


def test_a_trusted_proxy_is_no_stranger(client, caplog, monkeypatch, settings):
    monkeypatch.setattr(addresses, "_told_at", [])
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.0/8")]
    client.get("/client/", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert [item for item in caplog.records if item.levelname == "WARNING"] == []


def test_a_trusted_proxy_tells_address_and_scheme(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.0/8")]

    answer = client.get(
        "/client/",
        HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9",
        HTTP_X_FORWARDED_PROTO="https",
    )

    assert answer.json() == {"address": "203.0.113.9", "secure": True}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/page/", PUBLIC),
        ("/api/page/", PUBLIC),
        ("/kept/", "public, max-age=3600"),
        ("/with-cookie/", "private, no-store"),
        ("/admin/page/", "private, no-store"),
        ("/admin/kept/", "private, no-store"),
        ("/nowhere/", "no-store"),
        ("/broken/", "no-store"),
    ],
)
def test_who_may_keep_an_answer(tolerant, path, expected):
    assert tolerant.get(path)["Cache-Control"] == expected


@pytest.mark.parametrize("path", ["/page/", "/kept/"])
def test_nothing_is_kept_of_what_a_signed_in_person_sees(client, settings, path):
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_a_reader_gets_no_cookie(client):
    assert client.get("/page/").cookies == {}


def test_public_text_is_compressed_and_the_desk_is_not(client):
    public = client.get("/page/", headers={"Accept-Encoding": "gzip"})
    desk = client.get("/admin/page/", headers={"Accept-Encoding": "gzip"})

    assert public["Content-Encoding"] == "gzip"
    assert gzip.decompress(public.content) == desk.content
    assert "Content-Encoding" not in desk


@pytest.mark.parametrize("path", ["/locked/", "/admin/locked/"])
def test_a_locked_database_is_503_and_says_when_to_come_back(client, path):
    response = client.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_a_locked_database_is_json_in_the_api(client):
    response = client.get("/api/locked/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert list(response.json()) == ["detail"]


@pytest.mark.parametrize("path", ["/full/", "/admin/full/", "/api/full/"])
def test_a_full_disk_says_what_it_is(client, path):
    response = client.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "the disk of the register is full" in response.content.decode()
    assert "Reload the page" not in response.content.decode()


def test_the_api_may_be_read_from_any_site_without_credentials(client):
    api = client.get("/api/page/", headers={"Origin": "https://other.example"})
    page = client.get("/page/", headers={"Origin": "https://other.example"})

    assert api["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in api
    assert "Access-Control-Allow-Origin" not in page


def test_a_preflight_allows_reading_alone(client):
    response = client.options(
        "/api/page/",
        headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"},
    )

    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_log_has_one_line_a_request_without_its_query(client, caplog):
    with caplog.at_level(logging.INFO, logger="cooperation.web.middleware"):
        response = client.get("/page/?token=open-sesame")

    [record] = caplog.records
    assert (record.method, record.path, record.status) == ("GET", "/page/", 200)
    assert "open-sesame" not in JsonFormatter().format(record)
    assert response.status_code == 200
