"""A data folder that held a register: no other is begun beside it, unless that is asked for."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cooperation.management import register_mark
from cooperation.management.commands import prepare
from cooperation.models import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(settings, tmp_path):
    register_mark.write_mark()
    return tmp_path / "register.mark"


def forget_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO others")


def test_the_register_of_the_folder_is_let_through(mark):
    assert mark.read_text() == f"{register_mark.register_identity()}\n"
    register_mark.refuse_another()


def test_a_folder_that_held_none_takes_any(tmp_path):
    register_mark.refuse_another()
    forget_the_tables()
    register_mark.refuse_another()


@pytest.mark.parametrize("command", ["seed", "prepare"])
def test_an_empty_database_beside_the_mark_is_refused_in_words(mark, command, settings):
    forget_the_tables()
    with pytest.raises(CommandError) as refused:
        call_command(command)
    assert str(refused.value) == (
        f"The database holds no register, but the folder {settings.DATA_DIR} held one. Bring its "
        "database back, or correct REGISTER_DATA or DATABASE_URL. To begin a new register here, "
        "start once with REGISTER_NEW=1."
    )
    assert not Scheme.objects.exists()


def test_another_register_is_refused_and_the_mark_stays(mark):
    other = "2020-01-01T00:00:00+00:00\n"
    mark.write_text(other)
    with pytest.raises(CommandError, match=r"^The database holds another register, but"):
        register_mark.refuse_another()
    assert mark.read_text() == other


def test_a_new_one_may_be_asked_for_and_is_the_folders_own_from_then_on(mark, settings):
    mark.write_text("2020-01-01T00:00:00+00:00\n")
    settings.REGISTER_NEW = True
    register_mark.refuse_another()
    register_mark.write_mark()
    settings.REGISTER_NEW = False
    register_mark.refuse_another()
    assert mark.read_text() == f"{register_mark.register_identity()}\n"


def test_prepare_asks_before_it_makes_tables_and_marks_afterwards(monkeypatch, settings, tmp_path):
    done = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_options: done.append(name))
    monkeypatch.setattr(prepare.Command, "collect_static", lambda _self: done.append("static"))
    monkeypatch.setattr(register_mark, "refuse_another", lambda: done.append("refuse_another"))
    prepare.Command().handle()
    assert done[:2] == ["refuse_another", "migrate"]
    assert (tmp_path / "register.mark").exists()
