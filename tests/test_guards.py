"""Promises about all subjects, and about all files; what takes a database is in guards/."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import allauth
import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import resolve

from cooperation.models import Place, Term
from cooperation.web.errors import MESSAGES
from tests import factories

BRANCHING = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case, ast.Assert)
ROOT = Path(__file__).resolve().parent.parent
LONGEST = 250
# Functions that branch more often than this, as a share of the lines.
MOST_BRANCHES, MOST_BRANCHING = 10, 0.4 / 1000
TEXT = {".py", ".html", ".css", ".js", ".toml", ".txt", ".json", ".md", ".cfg", ".svg", ""}
# Written so that this file does not hold them itself.
HOSTS = r"py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(?:org|com)|crat" r"es\.io|--index" r"-url"
# An account is no record: commands may look for one.
PAST_THE_GATE = r"\.(objects|_default_manager|_base_manager)\b"
MACHINE = r"(?<![\w.-])/(?:wo" r"rk|tm" r"p|ho" r"me|ro" r"ot|Us" r"ers)/[\w.]"


def texts(folder: Path) -> list[tuple[str, str]]:
    """Return the text of each of our files in a folder, by name; what is ignored is not ours."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix in TEXT
        and not any(
            fnmatch(part, name) for part in path.relative_to(ROOT).parts for name in ignored
        )
    ]


def test_terms_and_places_have_their_desk_routes_and_factories():
    names = ("terms", "places")
    assert [resolve(f"/api/v1/{name}/").url_name for name in names] == [f"{n}-list" for n in names]
    assert {Term, Place} <= set(admin.site._registry)
    assert callable(factories.make_term) and callable(factories.make_place)


@pytest.mark.parametrize("folder", ["site", "api", "management"])
def test_no_interface_goes_past_the_gate(folder):
    found = [
        f"{name}: {line.strip()}"
        for name, text in texts(ROOT / "cooperation" / folder)
        for line in text.splitlines()
        if re.search(PAST_THE_GATE, line) and "users" not in line
    ]
    assert found == []


def test_nothing_stands_on_what_a_dependency_keeps_to_itself():
    private = re.compile(r"^\s*(?:from|import) (?:\S+\.)?(?:internal|_\w+)\b", re.MULTILINE)
    found = [
        name
        for folder in ("cooperation", "config")
        for name, text in texts(ROOT / folder)
        if name.endswith(".py") and private.search(text)
    ]
    assert found == []


@pytest.mark.django_db
def test_the_migrations_are_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_is_used():
    code = [text for _name, text in texts(ROOT / "cooperation")]
    pages = dict(texts(ROOT / "templates" / "site"))
    errors = {f"templates/site/errors/{status}.html" for status in MESSAGES}
    unused = [
        name
        for name in pages
        if name not in errors
        and not any(f'"{name.removeprefix("templates/site/")}"' in text for text in code)
        and not any(
            re.search(rf'(extends|from|import|include) "{named}"', text)
            for named in [re.escape(name.removeprefix("templates/site/"))]
            for text in pages.values()
        )
    ]
    assert unused == []


def test_every_template_of_the_desk_stands_in_for_one_of_djangos_or_is_named():
    code = [text for _name, text in texts(ROOT / "cooperation" / "admin")]
    pages = texts(ROOT / "templates" / "admin")
    code += [text for _name, text in pages]
    stock = Path(admin.__file__).parent / "templates"
    # Django looks for those of one model first.
    of_models = "|".join(model._meta.model_name for model in admin.site._registry)
    stood_in_for = {
        name: re.sub(f"^templates/(admin/)?(cooperation/({of_models})/)?", r"\1", name)
        for name, _text in pages
    }
    unused = [
        name
        for name, stood_in in stood_in_for.items()
        if not (stock / stood_in).exists()
        and not any(name.removeprefix("templates/") in text for text in code)
    ]
    assert unused == []


@pytest.mark.parametrize("folder", ["account", "allauth", "mfa"])
def test_every_page_of_an_account_stands_in_for_one_of_allauths_or_is_named(folder):
    code = [text for _name, text in texts(ROOT / "cooperation" / "admin")]
    stock = Path(allauth.__file__).parent / "templates"
    names = {
        name.removeprefix("templates/"): re.sub(r"_(message|subject)\.txt$", "", name)
        for name, _text in texts(ROOT / "templates" / folder)
    }
    unused = [
        name
        for name, written in names.items()
        if not (stock / name).exists()
        and not any(f'"{written.removeprefix("templates/")}"' in text for text in code)
    ]
    assert unused == []


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    found = [
        f"{name}: {match[0]}"
        for name, text in texts(ROOT)
        for match in re.finditer(f"{HOSTS}|{MACHINE}", text)
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["cooperation", "config", "templates", "tests"])
def test_no_file_is_long(folder):
    lengths = {
        name: len(text.splitlines())
        for name, text in texts(ROOT / folder)
        if name.endswith((".py", ".html")) and "/migrations/" not in name
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_what_daily_tests_leave_out_still_fits_the_code():
    left_out = [*ROOT.glob("tests/benchmarks/*.py"), *ROOT.glob("tests/browser/*.py")]
    for path in (*left_out, ROOT / "tests" / "serving" / "test_load.py"):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def functions_of(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            yield node.name


def test_no_name_of_a_public_function_stands_in_three_modules():
    # A search for a name leads to what it names, and to little else.
    modules = defaultdict(list)
    for module, text in texts(ROOT / "cooperation"):
        if module.endswith(".py") and "/migrations/" not in module:
            for name in functions_of(ast.parse(text)):
                modules[name].append(module)
    assert {name: found for name, found in modules.items() if len(found) > 2} == {}


def branches_of(function: ast.AST) -> int:
    """Count what a reader has to decide: each condition, loop, case and refusal."""
    return sum(
        len(node.values) - 1
        if isinstance(node, ast.BoolOp)
        else 1 + len(node.ifs)
        if isinstance(node, ast.comprehension)
        else isinstance(node, BRANCHING)
        for node in ast.walk(function)
    )


def test_few_functions_branch_much():
    found, lines = {}, 0
    for module, text in texts(ROOT / "cooperation"):
        if module.endswith(".py") and "/migrations/" not in module:
            lines += len(text.splitlines())
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef) and branches_of(node) > MOST_BRANCHES:
                    found[f"{module}: {node.name}"] = branches_of(node)
    assert len(found) <= MOST_BRANCHING * lines, found
