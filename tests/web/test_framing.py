import pytest

from tests.factories import make_programme

pytestmark = pytest.mark.django_db


def framing(response):
    policy = response["Content-Security-Policy"].split("; ")
    [ancestors] = [part for part in policy if part.startswith("frame-ancestors")]
    return ancestors, response.get("X-Frame-Options")


def test_a_picture_may_be_framed_and_a_page_may_not(client):
    make_programme(slug="dwcp", planned_period="2024/2028")

    embedded = client.get("/embed/timeline/dwcp/")

    assert framing(embedded) == ("frame-ancestors *", None)
    assert embedded.cookies == {}
    assert framing(client.get("/programmes/dwcp/")) == ("frame-ancestors 'none'", "DENY")


def test_what_a_browser_holds_already_stays_framed(client):
    tag = client.get("/embed/timeline/")["ETag"]

    unchanged = client.get("/embed/timeline/", headers={"If-None-Match": tag})

    assert unchanged.status_code == 304
    assert framing(unchanged) == ("frame-ancestors *", None)


def test_an_error_is_not_framed(client):
    missing = client.get("/embed/timeline/unknown/")

    assert missing.status_code == 404
    assert framing(missing) == ("frame-ancestors 'none'", "DENY")
