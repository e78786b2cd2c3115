"""What every test stands on: fast password hashes, unhashed static files, folders of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from cooperation.models import Revision
from cooperation.publishing import jobs
from cooperation.publishing.checking import find_differences
from cooperation.publishing.checking_sets import find_set_differences
from cooperation.publishing.checking_store import find_store_differences
from cooperation.queries import generation, kept_sets
from cooperation.web import throttle
from tests.databases import is_of_sql

FAILED = pytest.StashKey[bool]()
NO_SKIPS = os.environ.get("REGISTER_NO_SKIPS") == "1"
DATABASES = ("sqlite", "postgresql")
# What hypothesis draws is the same each time, and drawn anew with FULL=1: a change is then judged
# by what it does, and faults that are older than it are hunted on purpose.
hypothesis.settings.register_profile("same", derandomize=True)
if os.environ.get("FULL") != "1":
    hypothesis.settings.load_profile("same")
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "past_publishing: changes rows without a revision, on purpose"
    )
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # What is kept in memory ends with the test, and takes no database of its own.
    settings.CACHES = {name: {"BACKEND": IN_MEMORY} for name in settings.CACHES}
    settings.DATABASES.pop("cache", None)
    settings.CONTACT = ["mailto:security@register.example"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for database in settings.DATABASES.values():
        if database["ENGINE"].endswith("sqlite"):
            # Workers would else make one file together: the name of our engine is not known.
            database.setdefault("TEST", {})["NAME"] = ":memory:"
    # WhiteNoise would look for what nobody has collected.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what both databases are asked before `-m` chooses; leave out what holds on the other.

    Nothing is skipped. A test that empties the database would leave the next one without the
    groups of a migration.
    """
    emptying = [item.nodeid for item in items if empties_the_database(item)]
    if emptying:
        raise pytest.UsageError(f"These need a register of their own, as in serving/: {emptying}")
    for item in items:
        if is_of_sql(item.path):
            item.add_marker(pytest.mark.sql)
    others = [name for name in DATABASES if name != connection.vendor]
    kept, left_out = [], []
    for item in items:
        is_other = any(item.get_closest_marker(name) for name in others)
        (left_out if is_other else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def empties_the_database(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (mark and mark.kwargs.get("transaction")))


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here (REGISTER_NO_SKIPS=1). {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    forbid_skip(report)
    item.stash[FAILED] = report.failed
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    forbid_skip(report)
    return report


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Let the fixtures of a module make rows once that all of its tests read.

    What a test does to them goes with the test, and they go with the module. No test may change
    an instance that such a fixture has returned.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    # A test that counts requests or queries starts from nothing, in a state that others saw too.
    cache.clear()
    throttle.api_calls.cache_clear()
    generation._kept.clear()
    kept_sets.forget()


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    # However long the tests before it took, no job is late for that.
    monkeypatch.setattr(jobs, "STARTED_AT", timezone.now())


@pytest.fixture(autouse=True)
def every_change_left_a_revision(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look after each test whether a record was changed past publishing.

    A test that does so on purpose is marked `past_publishing`; one whose rows have no history at
    all was given them by hand.
    """
    marked = request.node.get_closest_marker
    uses_database = marked("django_db") or "db" in request.fixturenames
    if not uses_database or marked("past_publishing"):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    yield
    if request.node.stash.get(FAILED, False) or connection.needs_rollback:
        return
    if Revision.objects.exists():
        assert [str(difference) for difference in find_differences()] == []
        assert list(find_store_differences(at=timezone.now())) == []
        assert [*find_set_differences(at=timezone.now())] == []
