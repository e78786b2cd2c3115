"""Reads the recipes of CONTRIBUTING.md, and carries them out in a copy of the tree."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("Makefile", "babel.cfg", "manage.py", "pyproject.toml", "requirements-dev.txt")
FOLDERS = ("config", "cooperation", "fixtures", "templates", "tests")
# What the paragraph before a block ends with, unless the block is a command.
PLACE = re.compile(
    "(?P<how>In|In the new file|At the end of) `(?P<path>[^`]+)`"
    "(?:, (?P<side>above|below|instead of) `(?P<anchor>[^`]+)`)?:$"
)
BLOCK = re.compile("^```([a-z]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND, MESSAGES = "sh", "make messages\n"


@dataclass(frozen=True)
class Step:
    """A block of a recipe with the paragraph before it."""

    said: str
    form: str
    text: str


def recipes() -> dict[str, list[Step]]:
    """Return the steps of each recipe, by its heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Recipes\n")[2]
    parts = re.split("^### (.+)\n", text, flags=re.MULTILINE)[1:]
    return {name: list(_steps(body)) for name, body in zip(parts[::2], parts[1::2], strict=True)}


def _steps(body: str) -> Iterator[Step]:
    end = 0
    for block in BLOCK.finditer(body):
        said = body[end : block.start()].strip().split("\n\n")[-1].replace("\n", " ")
        yield Step(said, block[1], block[2])
        end = block.end()


def copy_tree(folder: Path) -> None:
    """Copy what the register is made of, with the environment that the tests run in."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.xz")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for name in COPIED:
        shutil.copy(ROOT / name, folder)
    (folder / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(Path(sys.prefix, name))
    # So that make installs nothing.
    (folder / ".venv" / "requirements-dev.stamp").touch()


def follow(steps: list[Step], folder: Path) -> None:
    """Carry out the steps, each where it stands, but the catalogue once at the end."""
    for step in steps:
        if step.form == COMMAND:
            run(step.text.replace(MESSAGES, ""), folder)
        else:
            edit(step, folder)
    run(MESSAGES, folder)


def edit_all(steps: list[Step], folder: Path) -> None:
    """Carry out all edits, by hand and by sed; make no migration and compile nothing."""
    for step in steps:
        if step.form != COMMAND:
            edit(step, folder)
        elif "sed -i" in step.text:
            run(step.text, folder)


def run(command: str, folder: Path) -> str:
    """Run a command in the copy, with a register of its own; return what it printed."""
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = given | {"REGISTER_DATA": str(folder / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


def edit(step: Step, folder: Path) -> None:
    """Write a block where the paragraph before it says; what it names must be there, once."""
    place = PLACE.search(step.said)
    assert place, f"No place is named before:\n{step.text}"
    path = folder / place["path"]
    if place["how"] == "In the new file":
        assert not path.exists(), f"{path} is there already."
        path.write_text(step.text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8")
    if place["how"] == "At the end of":
        path.write_text(before + step.text, encoding="utf-8")
        return
    anchor = place["anchor"]
    assert before.count(anchor) == 1, f"{path} has {before.count(anchor)} times: {anchor}"
    if place["side"] == "instead of":
        after = before.replace(anchor, step.text.rstrip("\n"))
    else:
        start = before.rfind("\n", 0, before.index(anchor)) + 1
        at = start if place["side"] == "above" else before.index("\n", start) + 1
        after = before[:at] + step.text + before[at:]
    path.write_text(after, encoding="utf-8")
