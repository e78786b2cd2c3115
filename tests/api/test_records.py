import pytest

from cooperation.publishing import unmerging, workflow
from cooperation.publishing.merging import merge
from tests import factories

pytestmark = pytest.mark.django_db


def address(uid: object) -> str:
    return f"/api/v1/records/{uid}/"


def test_what_is_hidden_answers_like_what_does_not_exist(client):
    draft = factories.make_event(published=False)
    withdrawn = factories.make_event()
    workflow.withdraw(withdrawn, by=None, at=factories.AT)
    absent = client.get(address("00000000-0000-0000-0000-000000000000"))
    for record in (draft, withdrawn):
        found = client.get(address(record.uid))
        assert (found.status_code, found.content) == (404, absent.content)


def test_a_merged_record_leads_to_the_one_that_it_is_part_of(client):
    first, second, kept = (factories.make_person(name=name) for name in ("One", "Two", "Three"))
    merge(second, first, by=None, at=factories.AT)
    done = merge(kept, second, by=None, at=factories.AT)
    for record in (first, second):
        for old, new in (
            (address(record.uid), address(kept.uid)),
            (f"/api/v1/people/{record.slug}/", "/api/v1/people/three/"),
            (f"/api/v1/stakeholders/{record.slug}/", "/api/v1/stakeholders/three/"),
        ):
            found = client.get(old)
            assert (found.status_code, found["Location"]) == (308, new)
        found = client.get(f"/stakeholders/people/{record.slug}/")
        assert (found.status_code, found["Location"]) == (301, "/stakeholders/people/three/")
    workflow.withdraw(kept, by=None, at=factories.AT)
    absent = client.get(address("00000000-0000-0000-0000-000000000000"))
    found = client.get(address(first.uid))
    assert (found.status_code, found.content) == (404, absent.content)
    workflow.publish(kept, by=None, at=factories.AT)
    unmerging.undo_merge(done, by=None, at=factories.AT)
    assert client.get(address(second.uid)).json()["name"] == "Two"
    assert client.get(address(first.uid))["Location"] == address(second.uid)


def test_the_parameters_of_a_detail_are_taken_and_others_refused(client):
    event = factories.make_event(title="A forum")
    assert client.get(address(event.uid), {"fields": "title"}).json() == {"title": "A forum"}
    response = client.get(address(event.uid), {"colour": "red"})
    assert (response.status_code, list(response.json())) == (400, ["colour"])


@pytest.mark.parametrize("key", ["1", "x", "00000000-0000-0000-0000-00000000000"])
def test_what_is_no_permanent_id_is_not_found(client, key):
    assert client.get(address(key)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_nothing_is_written(client, method):
    event = factories.make_event()
    assert getattr(client, method)(address(event.uid)).status_code == 405


def test_an_answer_is_not_sent_twice(client):
    event = factories.make_event()
    etag = client.get(address(event.uid))["ETag"]
    assert client.get(address(event.uid), headers={"If-None-Match": etag}).status_code == 304
