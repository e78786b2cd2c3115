"""The mark in the data folder: which database holds its register, so that none is made beside it.

A database is known by the moment at which its first table was made; copies of it keep that.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

NAME = "register.mark"


def is_held() -> bool:
    """Whether the folder held a register, and no new one was asked for."""
    return _path().exists() and not settings.REGISTER_NEW


def refuse_another() -> None:
    """Raise CommandError where the folder held a register and the database holds none or another.

    To be asked before any table is made.
    """
    if not is_held():
        return
    present = register_identity()
    if not present:
        raise CommandError(refusal_text("The database holds no register"))
    if present != _path().read_text().strip():
        raise CommandError(refusal_text("The database holds another register"))


def refusal_text(problem: str) -> str:
    return (
        f"{problem}, but the folder {settings.DATA_DIR} held one. Bring its database back, or "
        "correct REGISTER_DATA or DATABASE_URL. To begin a new register here, start once with "
        "REGISTER_NEW=1."
    )


def write_mark() -> None:
    """Note which register the folder holds from now on."""
    path = _path()
    if not path.exists() or path.read_text().strip() != register_identity():
        path.write_text(register_identity() + "\n")


def register_identity() -> str:
    """Return what the register in the database is known by; "" where there is none."""
    connection = connections[DEFAULT_DB_ALIAS]
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if is_file and not Path(connection.settings_dict["NAME"]).exists():
        return ""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return ""
    first = recorder.migration_qs.aggregate(first=Min("applied"))["first"]
    return first.isoformat() if first else ""


def _path() -> Path:
    return Path(settings.DATA_DIR, NAME)
