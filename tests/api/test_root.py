from tests.api.test_schema import document, errors


def test_the_root_lists_every_resource_at_its_address(client, world):
    found = client.get("/api/v1/")
    assert found.status_code == 200
    assert errors("root", 200, found.json()) == []
    listed = [path for path in document()["paths"] if path.count("/") == 4]
    resources = found.json()["resources"]
    assert sorted(resources.values()) == sorted(f"http://127.0.0.1:8000{path}" for path in listed)
    assert list(resources)[:2] == ["programmes", "events"]
    for address in (*resources.values(), found.json()["schema"], found.json()["docs"]):
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_what_stands_above_the_version_leads_to_it(client, world):
    answer = client.get("/api/")
    assert (answer.status_code, answer["Location"]) == (302, "/api/v1/")
