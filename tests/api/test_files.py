import pytest

from cooperation.models import Citation
from tests import factories, files

pytestmark = pytest.mark.django_db

MAKE = {
    "programmes": factories.make_programme,
    "events": factories.make_event,
    "organisations": factories.make_organisation,
    "people": factories.make_person,
}


@pytest.mark.parametrize("name", MAKE)
def test_a_detail_has_pictures_and_documents_with_their_sources(client, name):
    picture, document = files.picture(), files.document()
    cited = Citation(source=factories.make_source(slug="essay"), part=picture.pk, locator="4")
    record = MAKE[name](parts=[picture, document, cited])
    found = client.get(f"/api/v1/{name}/{record.slug}/").json()
    assert (found["pictures_count"], found["documents_count"]) == (1, 1)
    assert found["pictures"][0]["url"].endswith(f"/media/{picture.file.name}")
    (citation,) = found["pictures"][0]["citations"]
    assert (citation["source"]["slug"], citation["locator"]) == ("essay", "4")
    assert found["documents"][0]["title"] == "A plan"
    whole = client.get(found["pictures_url"]).json()
    assert whole["results"] == found["pictures"]


def test_what_a_source_says_of_a_picture_is_among_its_facts(client):
    picture, plain = files.picture(caption_en="Opening"), files.picture(alt_en="A full hall")
    document, source = files.document(), factories.make_source(slug="essay")
    cited = [Citation(source=source, part=part.pk) for part in (picture, plain, document)]
    factories.make_event(parts=[picture, plain, document, *cited])
    facts = client.get("/api/v1/sources/essay/facts/").json()["results"]
    parts = {(f["part"]["type"], f["part"]["label"], f["part"]["value"]) for f in facts}
    assert parts == {
        ("picture", "Picture", "Opening"),
        ("picture", "Picture", "A full hall"),
        ("document", "Document", "A plan"),
    }
