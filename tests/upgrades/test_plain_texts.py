"""Texts with control and direction characters are mended, in the rows and in what was stored."""

import json
import lzma

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, connections

from cooperation.models import Draft, Event, Revision, Term
from cooperation.publishing import checking, drafts, editing, revisions
from cooperation.rules.plain_text import one_line, several_lines
from tests.upgrades.test_upgrades import HERE, NOW, records

pytestmark = pytest.mark.sqlite

BEFORE = "0018"
SIGNS = "\u202e\n\x07\u200b"


def poison(text: str) -> str:
    return text.replace("meeting", f"meet{SIGNS}ing").replace("ministry", "ministry\r\nof\x85work")


@pytest.fixture(scope="module", autouse=True)
def mended(tmp_path_factory, django_db_setup, django_db_blocker):
    """A register of before, with such signs in it wherever people write texts."""
    tests_own = connections["default"]
    path = tmp_path_factory.mktemp("upgrade") / "register.sqlite3"
    path.write_bytes(lzma.decompress((HERE / "register-0014.sqlite3.xz").read_bytes()))
    connections["default"] = type(tests_own)(tests_own.settings_dict | {"NAME": path}, "default")
    try:
        with django_db_blocker.unblock():
            call_command("migrate", "cooperation", BEFORE, verbosity=0)
            _write_signs()
            call_command("migrate", verbosity=0)
            yield
    finally:
        connections["default"].close()
        connections["default"] = tests_own


def _write_signs() -> None:
    with connection.cursor() as cursor:
        for table, column in (
            ("event", "title_en"),
            ("event", "summary_en"),
            ("organisation", "name_en"),
            ("othername", "name"),
            ("revision", "title"),
        ):
            cursor.execute(f"SELECT id, {column} FROM cooperation_{table}")
            for pk, text in cursor.fetchall():
                cursor.execute(
                    f"UPDATE cooperation_{table} SET {column} = %s WHERE id = %s",
                    [poison(text), pk],
                )
        cursor.execute("SELECT id, content FROM cooperation_revision")
        for pk, stored in cursor.fetchall():
            cursor.execute(
                "UPDATE cooperation_revision SET content = %s WHERE id = %s",
                [json.dumps(_poisoned(json.loads(stored))), pk],
            )
        _write_taken_code(cursor)


def _write_taken_code(cursor) -> None:
    """Give a term the code of another of its scheme, but for a sign that nobody sees."""
    cursor.execute(
        "SELECT one.code, other.id, other.uid, other.code FROM cooperation_term AS one"
        " JOIN cooperation_term AS other USING (scheme_id) WHERE one.id < other.id LIMIT 1"
    )
    taken, pk, uid, code = cursor.fetchone()
    cursor.execute("UPDATE cooperation_term SET code = %s WHERE id = %s", [f"{taken}\u202e", pk])
    cursor.execute(
        "UPDATE cooperation_revision SET content = REPLACE(content, %s, %s) WHERE record_uid = %s",
        [json.dumps(code), json.dumps(f"{taken}\u202e"), uid],
    )


def _poisoned(value):
    match value:
        case dict():
            return {key: _poisoned(item) for key, item in value.items()}
        case list():
            return [_poisoned(item) for item in value]
        case str():
            return poison(value) if " " in value else value
        case _:
            return value


def test_no_text_holds_such_a_sign_and_no_word_is_lost():
    titles = list(Event.objects.values_list("title_en", flat=True))
    assert any("meet ing" in title for title in titles)
    assert all(title == one_line(title) for title in titles)
    stored = Revision.objects.exclude(record_type="term").values_list("title", "content")
    for title, content in stored:
        told = json.dumps(content, ensure_ascii=False)
        assert (one_line(title), several_lines(told)) == (title, told)
        assert "\\u0007" not in told


def test_every_record_stands_as_its_last_revision_says():
    assert [str(difference) for difference in checking.find_differences()] == []


def test_a_code_that_would_be_that_of_another_is_left_for_its_editor():
    [left] = Term.objects.filter(code__regex="\u202e")
    assert Term.objects.filter(scheme=left.scheme, code=left.code[:-1]).exists()
    with pytest.raises(ValidationError):
        left.full_clean()


def test_nothing_waits_that_nobody_wrote():
    assert Draft.objects.count() == 12
    for draft in Draft.objects.filter(revision__is_pending=True):
        assert drafts.draft_of(draft.record_uid).base is not None
    for record in records():
        edit = editing.open_edit(record)
        assert edit.is_overtaken is False
        assert editing.save_edit(edit, edit.shown.content, by=None, at=NOW) is False
        if not edit.shown.is_pending:
            assert edit.shown.content == revisions.take_snapshot(record)
