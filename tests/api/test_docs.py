import pytest
from lxml import html

from cooperation.api.docs import type_in_words
from tests.api.routes import RESOURCES

pytestmark = pytest.mark.django_db


def test_the_page_names_every_address_and_parameter(client):
    response = client.get("/api/v1/docs/")
    assert response.status_code == 200
    text = html.fromstring(response.content.decode()).text_content()
    for resource in RESOURCES:
        assert f"/api/v1/{resource.name}/" in text
        for name in resource.viewset.resource.filters.get_filters():
            assert name in text


def test_the_page_needs_nothing_from_elsewhere(client):
    response = client.get("/api/v1/docs/")
    tree = html.fromstring(response.content.decode())
    loaded = tree.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
    assert [address for address in loaded if not address.startswith("/")] == []
    assert tree.xpath("//style | //script[not(@src)] | //@style") == []
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_page_is_not_sent_twice(client):
    etag = client.get("/api/v1/docs/")["ETag"]
    response = client.get("/api/v1/docs/", headers={"If-None-Match": etag})
    assert response.status_code == 304


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "uuid"}, "string (uuid)"),
        ({"type": ["string", "null"], "format": "date"}, "string or null (date)"),
        ({"$ref": "#/components/schemas/Code"}, "Code"),
        (
            {"type": "array", "items": {"$ref": "#/components/schemas/Citation"}},
            "list of Citation",
        ),
        ({"oneOf": [{"$ref": "#/components/schemas/Code"}, {"type": "null"}]}, "Code or null"),
    ],
)
def test_a_type_is_put_in_words(schema, words):
    assert type_in_words(schema) == words
