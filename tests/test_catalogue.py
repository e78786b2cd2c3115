"""Whether the Khmer catalogue holds all that the public reads, and what is compiled is the same."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from cooperation.models.base import Part, part_models, record_models
from cooperation.queries.field_words import HIDDEN, OF_THE_DESK

FOLDER = settings.BASE_DIR / "cooperation" / "locale" / "km" / "LC_MESSAGES"
ADVICE = "Run `make messages`, fill in what is empty in the catalogue, run it again."
GAPS = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
# Labels of fields, and what else readers see of models; help and errors of forms are the desk's.
OF_MODELS = "cooperation/models/"


@cache
def extracted() -> dict[str | tuple[str, ...], set[str]]:
    """Return each message of the sources with the files that it stands in."""
    with (settings.BASE_DIR / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    given = re.findall(r"--keyword (\S+)", (settings.BASE_DIR / "Makefile").read_text())
    found: dict[str | tuple[str, ...], set[str]] = {}
    for name, _line, message, *_rest in extract_from_dir(
        settings.BASE_DIR,
        methods,
        options,
        keywords=DEFAULT_KEYWORDS | parse_keywords(given),
        directory_filter=lambda path: Path(path).name in FOLDERS or "templates" in path,
    ):
        found.setdefault(message, set()).add(name)
    return found


FOLDERS = {
    "cooperation",
    "templates",
    *("site", "web", "exchange", "queries", "models", "rules", "vocabulary"),
}


def catalogue() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="km")


def labels() -> set[str]:
    """Return what kinds of record and their fields are called, as far as the public sees them."""
    models = {
        *record_models(),
        *(part for kind in record_models() for part, _owner in part_models(kind)),
    }
    found = set()
    for model in models:
        found |= {str(model._meta.verbose_name), str(model._meta.verbose_name_plural)}
        found |= {
            str(field.verbose_name)
            for field in model._meta.fields
            if (model, field.name) not in HIDDEN
            and not field.primary_key
            and (issubclass(model, Part) or field.name not in OF_THE_DESK)
        }
    return found


def is_public(message: str | tuple[str, ...], files: set[str]) -> bool:
    return message in labels() or not all(name.startswith(OF_MODELS) for name in files)


def test_every_message_that_the_public_reads_is_in_khmer():
    known = catalogue()
    missing = [
        f"{message} ({', '.join(sorted(files))})"
        for message, files in extracted().items()
        if is_public(message, files)
        and not ((found := known.get(message)) and found.string and all(found.string))
    ]
    assert missing == [], ADVICE


def test_a_translation_has_the_gaps_of_its_message():
    wrong = []
    for message in catalogue():
        if message.id and message.string:
            singular, *plural = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            gaps = sorted(GAPS.findall(plural[0] if plural else singular))
            wrong += [text for text in strings if sorted(GAPS.findall(text)) != gaps]
    assert wrong == []


def test_what_is_compiled_is_what_the_catalogue_says():
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    assert compiled.getvalue() == (FOLDER / "django.mo").read_bytes(), "Run `make messages`."


def test_nothing_of_the_catalogue_waits_for_a_check_by_machine():
    assert [message.id for message in catalogue() if message.fuzzy and message.id] == []
