"""Data folder, key and databases are open to their owner alone, or the register does not start."""

import errno
import stat
from pathlib import Path

import pytest

from config import private
from tests.config.test_settings import run

START = "from config import settings as s; print(len(s.SECRET_KEY))"


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder as it was left by someone who meant no harm."""
    folder = tmp_path / "data"
    assert run(folder, "-c", START).returncode == 0
    for name in ("register.sqlite3", "cache.sqlite3", "register.sqlite3-wal"):
        (folder / name).touch()
    (folder / "media").mkdir()
    for path in folder.iterdir():
        path.chmod(0o755 if path.is_dir() else 0o644)
    folder.chmod(0o755)
    return folder


def test_what_is_open_to_others_is_closed_and_the_start_says_so_once(data):
    first, second = run(data, "-c", START), run(data, "-c", START)
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    (line,) = first.stderr.splitlines()
    assert line.startswith(f"REGISTER_DATA: closed to others, who could enter: {data} (0755), ")
    assert line.endswith(" and 3 more.")
    assert mode(data) == mode(data / "media") == "0700"
    assert {mode(path) for path in data.iterdir() if path.is_file()} == {"0600"}


@pytest.mark.parametrize("own", [0o600, 0o700])
@pytest.mark.parametrize("loose", [0o001, 0o004, 0o020, 0o040, 0o077])
def test_it_is_closed_whoever_it_is_open_to(tmp_path, own, loose):
    one = tmp_path / "one"
    one.touch()
    one.chmod(own | loose)
    assert private.close([one, tmp_path / "gone"]) == [f"{one} ({own | loose:04o})"]
    assert stat.S_IMODE(one.stat().st_mode) == own
    assert private.close([one]) == []


def test_a_database_elsewhere_is_closed_and_its_folder_is_not_ours(tmp_path, data):
    private.close([data, *data.iterdir()])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    elsewhere.chmod(0o755)
    (elsewhere / "own.sqlite3").touch()
    (elsewhere / "own.sqlite3").chmod(0o644)
    started = run(data, "-c", START, DATABASE_URL=f"sqlite:///{elsewhere / 'own.sqlite3'}")
    assert started.stderr.startswith("DATABASE_URL: closed to others, who could enter: ")
    assert (mode(elsewhere), mode(elsewhere / "own.sqlite3")) == ("0755", "0600")


def test_what_the_register_makes_is_its_owners_alone(tmp_path):
    folder = tmp_path / "data"
    assert run(folder, "manage.py", "migrate", "--verbosity", "0").stderr == ""
    assert {mode(path) for path in folder.iterdir()} == {"0600"}


def test_what_belongs_to_someone_else_is_refused_with_words(tmp_path, monkeypatch):
    def chmod(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    tmp_path.chmod(0o750)
    monkeypatch.setattr(Path, "chmod", chmod)
    with pytest.raises(private.NotOurs) as refused:
        private.close([tmp_path])
    assert str(refused.value).startswith(
        f"{tmp_path} is open to others (mode 0750) and cannot be closed: Operation not permitted. "
    )


def test_a_file_system_without_modes_is_refused_with_words(tmp_path, monkeypatch):
    tmp_path.chmod(0o777)
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)
    with pytest.raises(private.NotOurs, match="its file system keeps no modes"):
        private.close([tmp_path])


@pytest.mark.parametrize("in_file", [False, True])
def test_a_key_of_a_template_is_refused(tmp_path, in_file):
    key = "django-insecure-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
    if in_file:
        (tmp_path / "secret_key").write_text(key)
        (tmp_path / "secret_key").chmod(0o600)
    started = run(tmp_path, "manage.py", "check", **({} if in_file else {"SECRET_KEY": key}))
    (line,) = started.stderr.splitlines()
    assert started.returncode == 1
    assert line.startswith("SECRET_KEY: ")
    assert key not in line
