"""What is counted in one worker counts in all, without a cache server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT, WORKERS, ATTEMPTS = 5, 3, 4
COUNT = f"""
import django; django.setup()
from allauth.core.internal.ratelimit import consume
from django.test import RequestFactory
asked = RequestFactory().post("/")
rates = dict(app="account", action="sign", config={{"sign": "{LIMIT}/h/key"}}, key="someone")
print(sum(bool(consume(asked, **rates)) for _ in range({ATTEMPTS})))
"""
WHERE = """
import django; django.setup()
from django.core.cache import cache, caches
from django.db import connections
cache.set("a", 1); caches["api"].set("b", 2)
print(cache.get("a"), caches["api"].get("b"), cache.get("b"), list(connections))
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
    assert said(run("-c", WHERE)) == "1 2 None ['default', 'cache']"
    assert not (tmp_path / "register.sqlite3").exists()


@pytest.mark.sqlite
def test_a_cache_that_is_named_takes_the_place_of_the_file(run, tmp_path):
    assert said(run("-c", WHERE, CACHE_URL="locmemcache://")) == "1 2 2 ['default']"
    assert not (tmp_path / "cache.sqlite3").exists()
