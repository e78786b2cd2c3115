"""A register seeded by older code and edited since is migrated and seeded again.

The register is a file (see `seeded_before`); nothing of it was made by the code under test.
"""

import json
import lzma
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.utils import timezone

from cooperation.exchange.fixtures import read_fixtures
from cooperation.exchange.seeding import seed_register
from cooperation.management.commands.seed import FIXTURES
from tests.upgrades import seeded_before

pytestmark = pytest.mark.sqlite

KEPT = Path(__file__).parent / "registers" / "seeded_before.sqlite3.xz"
FOLDERS = [FIXTURES / "reference", FIXTURES / "cambodia"]
# Its draft was discarded: no editor changed it.
DISCARDED = "sok-lor-on-fair-labour-relations"


class Upgrade(NamedTuple):
    """What a register told before and after, and what two seedings in a row did with it."""

    before: dict[str, Any]
    after: dict[str, Any]
    first: dict[str, int]
    second: dict[str, int]
    check: str

    @property
    def edited(self) -> set[str]:
        """Return the ids of what editors made, changed, or took away."""
        named = {uid: found["fields"].get("slug") for uid, found in self.before["contents"].items()}
        return {uid for uid in self.before["edited"] if named.get(uid) != DISCARDED}

    @property
    def revisions(self) -> dict[str, list[str]]:
        """Return what was done to each record since the editors, by its id."""
        found = defaultdict(list)
        for uid, action in self.after["later"]:
            found[uid].append(action)
        return dict(found)

    def content(self, slug: str) -> Any:
        (found,) = [c for c in self.after["contents"].values() if c["fields"].get("slug") == slug]
        return found


@pytest.fixture(scope="module")
def upgrade(tmp_path_factory) -> Upgrade:
    folder = tmp_path_factory.mktemp("register")
    (folder / "register.sqlite3").write_bytes(lzma.decompress(KEPT.read_bytes()))
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    place = given | {"REGISTER_DATA": str(folder)}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=place,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def tell() -> dict[str, Any]:
        return json.loads(run("-m", "tests.upgrades.seeded_before", "tell"))

    def seeded() -> dict[str, int]:
        found = re.findall(r"(\d+) (\w+)", run("manage.py", "seed"))
        return {name: int(number) for number, name in found}

    run("manage.py", "migrate", "--verbosity", "0")
    before = tell()
    first = seeded()
    return Upgrade(before, tell(), first, seeded(), run("manage.py", "check_revisions"))


def test_what_editors_made_is_whole(upgrade):
    before, after = upgrade.before["contents"], upgrade.after["contents"]
    assert {uid: after.get(uid) for uid in upgrade.edited} == {
        uid: before.get(uid) for uid in upgrade.edited
    }
    assert upgrade.after["waiting"] == upgrade.before["waiting"]
    assert not upgrade.edited & upgrade.revisions.keys()
    course = upgrade.content("evidence-based-policy-course-2025")
    promise = upgrade.content("submit-workplan-2026-2027-for-endorsement")
    assert course["fields"]["summary_en"] == "The editor's account."
    (word,) = promise["parts"]["commitmentupdate"]
    assert word["fields"]["note_en"] == "The editor heard so."
    assert upgrade.content("prasad-on-practical-solutions")["fields"]["state"] == "archived"
    slugs = {content["fields"].get("slug") for content in after.values()}
    assert ("house" in slugs, "continue-capacity-building" in slugs) == (True, False)


def test_the_rest_has_one_revision_each_and_only_where_something_changed(upgrade):
    before, after = upgrade.before["contents"], upgrade.after["contents"]
    brought_up = {uid for uid in upgrade.revisions if uid in before}
    once = (["seed"], ["withdraw"])
    assert {uid for uid in brought_up if upgrade.revisions[uid] not in once} == set()
    assert brought_up == {uid for uid in before if before[uid] != after[uid]}
    kept = {str(entry.uid) for entry in read_fixtures(FOLDERS)} & upgrade.edited
    assert upgrade.first["updated"] + upgrade.first["withdrawn"] == len(brought_up)
    assert upgrade.first["kept"] == len(kept) >= 5
    assert upgrade.first["created"] == len(upgrade.revisions.keys() - before.keys())
    assert (upgrade.second["created"], upgrade.second["updated"]) == (0, 0)


def test_history_index_and_counts_follow(upgrade):
    assert upgrade.check == "Every record stands as its last revision says.\n"
    assert upgrade.after["index"] == upgrade.after["index_anew"]
    codes = {content["fields"].get("code") for content in upgrade.after["contents"].values()}
    assert {"commitment-verb", "reiterated", "house-list"} <= codes


@pytest.mark.thorough
@pytest.mark.django_db
def test_the_rest_says_what_a_register_seeded_today_says(upgrade):
    seed_register(FOLDERS, by=None, at=timezone.now())
    today, after = seeded_before.contents(), upgrade.after["contents"]
    assert {uid for uid in today.keys() - upgrade.edited if after.get(uid) != today[uid]} == set()
    beyond = after.keys() - today.keys() - upgrade.edited
    assert {after[uid]["fields"]["state"] for uid in beyond} <= {"archived"}
