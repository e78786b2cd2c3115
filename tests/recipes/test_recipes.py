"""The recipes of CONTRIBUTING.md do what they say, carried out in a copy of the tree."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.recipes.following import ROOT, copy_tree, edit_all, follow, recipes, run

RECIPES = recipes()
ALL_STEPS = [step for steps in RECIPES.values() for step in steps]
IN_THE_COPY = ".venv/bin/python -m pytest -v -n0 -p no:cacheprovider tests/recipes/carried_out.py"


def name_of_test(recipe: str) -> str:
    return "test_" + re.sub("[^a-z]+", "_", recipe.lower())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Carry out all recipes in one copy; return what its tests then say."""
    folder = tmp_path_factory.mktemp("tree")
    copy_tree(folder)
    follow(ALL_STEPS, folder)
    return run(f"{IN_THE_COPY} || true", folder)


@pytest.mark.thorough
@pytest.mark.sqlite
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_does_what_it_says(told, recipe):
    assert f"::{name_of_test(recipe)} PASSED" in told, told


def test_every_step_finds_its_place(tmp_path):
    copy_tree(tmp_path)
    edit_all(ALL_STEPS, tmp_path)


def test_there_is_a_recipe_for_what_is_done_often():
    assert [*RECIPES] == [
        "A field",
        "A filter",
        "A role",
        "Renaming or dropping a field",
        "A kind of record",
    ]
    assert [name for name, steps in RECIPES.items() if not steps] == []


def test_the_map_names_the_layers_as_they_are_held_apart():
    [drawn] = re.findall("^```\n(config -> .*?)^```$", text("CONTRIBUTING.md"), re.M | re.S)
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = [name for layer in contracts[0]["layers"] for name in re.findall("[a-z]+", layer)]
    # Words of templates are drawn with what they serve.
    layers.remove("templatetags")
    # Beside each step stands what it is for.
    steps = [re.split(" {4,}", line.strip())[0] for line in drawn.splitlines()]
    assert re.findall("[a-z]+", " ".join(steps)) == ["config", *layers]


def test_the_readme_leads_there():
    assert "(CONTRIBUTING.md)" in text("README.md")


def text(name: str) -> str:
    return Path(ROOT, name).read_text(encoding="utf-8")
