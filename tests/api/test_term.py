import pytest

from tests.factories import make_term

pytestmark = pytest.mark.django_db


def test_one_code_may_stand_in_two_schemes(client):
    make_term(scheme="theme", code="youth", label="Youth policy")
    make_term(scheme="target-group", code="youth", label="Young people")

    labels = [
        client.get(f"/api/v1/terms/{scheme}/youth/").json()["label"]
        for scheme in ("theme", "target-group")
    ]

    assert labels == ["Youth policy", "Young people"]
    assert client.get("/api/v1/terms/sdg-goal/youth/").status_code == 404


def test_terms_are_listed_by_scheme(client):
    make_term(scheme="theme", code="skills", label="Skills")
    make_term(scheme="target-group", code="youth", label="Young people")

    found = client.get("/api/v1/terms/?scheme=theme").json()

    assert [(row["scheme"], row["code"]) for row in found["results"]] == [("theme", "skills")]
