import pytest
from django.db import connection

from cooperation.web import health

pytestmark = pytest.mark.urls("tests.web.urls")

READY = {"database": "ok", "migrations": "ok", "disk": "ok"}


@pytest.fixture(autouse=True)
def unasked(monkeypatch):
    monkeypatch.setattr(health, "readiness", health.Readiness())


def test_healthz_touches_nothing(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_is_ready_when_all_is_well(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, READY)


@pytest.mark.django_db
def test_readyz_is_503_while_a_migration_waits(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/readyz")

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == READY | {"migrations": "1 not applied"}


@pytest.mark.django_db
def test_readyz_is_503_without_a_place_to_write(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "missing"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == READY | {"disk": "failed: FileNotFoundError"}


def test_findings_are_kept_for_two_seconds(monkeypatch):
    asked = []
    monkeypatch.setattr(health, "CHECKS", {"database": lambda: asked.append("once") or "ok"})
    readiness = health.Readiness()

    for now in (10.0, 11.9, 12.0, 13.9):
        readiness.findings(now)

    assert asked == ["once", "once"]
