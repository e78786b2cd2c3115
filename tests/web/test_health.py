import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from cooperation.publishing import jobs
from cooperation.web import health

pytestmark = pytest.mark.urls("tests.web.urls")

READY = {"database": "ok", "migrations": "ok", "disk": "ok", "jobs": "ok"}


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


@pytest.mark.django_db
def test_readyz_names_a_late_job_and_stays_ready(client):
    with jobs.note_job("publish_due"):
        pass
    long_ago = timezone.now() - dt.timedelta(hours=2)
    cache.set("job:sweep_files", (long_ago.isoformat(), 1.0, ""), timeout=None)
    cache.set("job:apply_imports", (long_ago.isoformat(), 1.0, ""), timeout=None)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == READY | {"jobs": "late: apply_imports"}
    assert "Retry-After" not in response


def test_readyz_is_ready_where_nobody_knows_of_jobs(monkeypatch):
    def fail() -> str:
        raise ConnectionError("the cache is away")

    monkeypatch.setattr(health, "CHECKS", {"disk": lambda: "ok"})
    monkeypatch.setattr(health, "TOLD", {"jobs": fail})
    response = health.readyz(RequestFactory().get("/readyz"))
    assert response.status_code == 200
    assert json.loads(response.content) == {"disk": "ok", "jobs": "failed: ConnectionError"}


def test_findings_are_kept_for_two_seconds(monkeypatch):
    asked = []
    monkeypatch.setattr(health, "CHECKS", {"database": lambda: asked.append("once") or "ok"})
    monkeypatch.setattr(health, "TOLD", {})
    readiness = health.Readiness()

    for now in (10.0, 11.9, 12.0, 13.9):
        readiness.findings(now)

    assert asked == ["once", "once"]
