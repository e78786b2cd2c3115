"""What is counted in one worker counts in all, without a cache server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKERS, ATTEMPTS = 3, 200
LIMIT = WORKERS * ATTEMPTS - 50
COUNT = f"""
import django; django.setup()
import datetime as dt
from cooperation.web.rates import Rate, seconds_to_wait
at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
rate = Rate("sign", most={LIMIT}, seconds=3600)
print(sum(not seconds_to_wait(rate, "someone", at=at) for _ in range({ATTEMPTS})))
"""
KEPT = """
import django; django.setup()
from django.core.cache import cache
from django.db import connections
from cooperation.web.database import is_away, is_unwritable
print(cache.add("a", 1, 100), cache.add("a", 1, 100), cache.incr("a"), cache.decr("a"))
with connections["cache"].cursor() as cursor:
    ends = "SELECT unixepoch(expires) - unixepoch() FROM cache"
    cursor.execute(ends); left = cursor.fetchone()[0]
    cache.incr("a"); cursor.execute(ends)
    print(98 <= left <= 100, abs(cursor.fetchone()[0] - left) <= 1)
    cache.add("short", 1, -10); print(cache.add("short", 2, 100), cache.get("short"))
    {break_it}
for write in (lambda: cache.add("b", "x" * 9999), lambda: cache.incr("a"), lambda: cache.decr("a")):
    try:
        print(write())
    except Exception as error:
        print(is_away(error), is_unwritable(error))
"""
FULL = 'cursor.execute("PRAGMA max_page_count = 1")'
READ_ONLY = 'cursor.execute("PRAGMA query_only = ON")'
WHERE = """
import django; django.setup()
from django.core.cache import cache
from django.db import connections
cache.set("a", 1)
print(cache.get("a"), list(connections))
"""


@pytest.fixture
def run(tmp_path):
    given = {name: v for name, v in os.environ.items() if name not in ("CACHE_URL", "DATABASE_URL")}
    mine = {"REGISTER_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def start(*command: str, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=given | mine | variables,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def said(process: subprocess.Popen[str]) -> str:
    out, _ = process.communicate()
    assert process.returncode == 0
    return out.strip()


@pytest.mark.sqlite
def test_workers_count_together_in_a_file_beside_the_records(run, tmp_path):
    said(run("manage.py", "createcachetable", "--database", "cache", "-v0"))
    workers = [run("-c", COUNT) for _ in range(WORKERS)]
    assert sum(int(said(worker)) for worker in workers) == LIMIT
    assert said(run("-c", WHERE)) == "1 ['default', 'cache']"
    assert not (tmp_path / "register.sqlite3").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(("break_it", "refused"), [(FULL, 1), (READ_ONLY, 3)])
def test_a_write_that_fails_is_an_error_and_a_count_keeps_its_end(run, break_it, refused):
    said(run("manage.py", "createcachetable", "--database", "cache", "-v0"))
    lines = said(run("-c", KEPT.format(break_it=break_it))).splitlines()
    assert lines[:3] == ["True False 2 1", "True True", "True 2"]
    assert lines[3:][:refused] == ["True True"] * refused


@pytest.mark.sqlite
def test_a_cache_that_is_named_takes_the_place_of_the_file(run, tmp_path):
    assert said(run("-c", WHERE, CACHE_URL="locmemcache://")) == "1 ['default']"
    assert not (tmp_path / "cache.sqlite3").exists()
