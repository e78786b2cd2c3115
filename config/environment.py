"""Reads the environment; a value that cannot be used stops the start with one line naming it."""

import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config import private

Value = TypeVar("Value")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

YES_OR_NO = {"1": True, "true": True, "yes": True, "on": True}
YES_OR_NO |= {"": False, "0": False, "false": False, "no": False, "off": False}
RATE = re.compile(r"[1-9]\d{0,8}/(s|sec|second|m|min|minute|h|hour|d|day)")

# What Django's own template of a project begins its keys with: they are in many repositories.
INSECURE = "django-insecure-"
STRONG = f"Use at least 50 random characters, and none that begin with {INSECURE}."

SQLITE_OPTIONS = {
    # A deferred transaction that turns into a writing one fails at once instead of waiting.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
        "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456"
    ),
}
POSTGRESQL_OPTIONS = {
    # A pool that has lost its server tries again after one second and gives up after two; the
    # next request lets it begin anew. Waiting for longer would only lengthen the queue.
    "pool": {"min_size": 1, "max_size": 12, "timeout": 1, "reconnect_timeout": 2},
    # A server that has gone without a word is given up after nine seconds.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 9000,
    "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c jit=off",
}


def stop(name: str, problem: str) -> NoReturn:
    """Ends the process; the text of a SystemExit is printed without a traceback."""
    raise SystemExit(f"{name}: {problem}")


def read(name: str, parse: Callable[[str], Value], default: str) -> Value:
    """The value of a variable, or of its default where it is unset or empty."""
    try:
        return parse(os.environ.get(name, "").strip() or default)
    except (ValueError, ImproperlyConfigured) as error:
        stop(name, " ".join(str(error).split()))


def flag(text: str) -> bool:
    if text.lower() not in YES_OR_NO:
        raise ValueError(f"{text!r} is neither yes nor no. Write true or false.")
    return YES_OR_NO[text.lower()]


def port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(f"{text!r} is not a port. Write a number from 1 to 65535.")
    return int(text)


def mebibytes(text: str) -> int:
    """That many, in bytes."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ValueError(f"{text!r} is no size. Write how many MiB, like 32, or 0 for none.")
    return int(text) * 2**20


def seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text) or not float(text):
        raise ValueError(f"{text!r} is no number of seconds. Write one like 2 or 0.5.")
    return float(text)


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def hosts(text: str) -> list[str]:
    for host in words(text):
        if not re.fullmatch(r"\*|\.?[\w.-]+|\[[0-9a-fA-F:]+\]", host):
            raise ValueError(f"{host!r} is not a host name. Write names alone, without http://.")
    return words(text)


def in_address(host: str) -> str:
    """A host as addresses write it: one of IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{text!r} is not a web address. Write one like https://register.example.")
    if parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{text!r} has more than a scheme, a host and a port. Leave out the rest.")
    return f"{parts.scheme}://{parts.netloc}"


def origins(text: str) -> list[str]:
    return [origin(word) for word in words(text)]


def networks(text: str) -> list[Network]:
    return [ipaddress.ip_network(word, strict=False) for word in words(text)]


def roles(text: str) -> list[str]:
    """Names of groups; "none" alone stands for no group."""
    return [] if text == "none" else words(text)


def rate(text: str) -> str:
    if not RATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a rate. Write one like 3000/min or 20/second.")
    return text


def database(text: str) -> dict[str, Any]:
    scheme = text.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql") or "://" not in text:
        # The address may hold a password: it is not repeated.
        raise ValueError("write sqlite:////path/to/file or postgresql://user:password@host/name.")
    try:
        config = environ.Env.db_url_config(text)
    except ValueError:
        raise ValueError("this address cannot be read. Escape / : @ in a password.") from None
    if scheme == "sqlite":
        files = [Path(f"{config['NAME']}{end}") for end in ("", "-wal", "-shm")]
        close_to_others("DATABASE_URL", files)
        config |= {"ENGINE": "config.sqlite", "OPTIONS": SQLITE_OPTIONS}
        return config | {"CONN_MAX_AGE": None}
    if not config.get("NAME"):
        raise ValueError("the name of the database is missing at the end of the address.")
    if find_spec("psycopg") is None:
        raise ValueError("PostgreSQL needs what requirements-postgresql.txt lists. Install it.")
    given = config.get("OPTIONS", {})
    # The pool keeps connections open; Django refuses to do so as well.
    config |= {"OPTIONS": given | POSTGRESQL_OPTIONS, "CONN_MAX_AGE": 0}
    return config | {"CONN_HEALTH_CHECKS": True}


def cache_file(path: Path) -> dict[str, Any]:
    """A database for the cache alone: the last moment of it may be lost, so no write waits."""
    pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF"
    options = SQLITE_OPTIONS | {"timeout": 5, "init_command": pragmas}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def cache(text: str) -> dict[str, Any]:
    config = environ.Env.cache_url_config(text)
    if config["BACKEND"].endswith("DummyCache"):
        raise ValueError("this cache keeps nothing, so no attempt to sign in would be counted.")
    if config["BACKEND"].endswith("db.DatabaseCache"):
        config["BACKEND"] = "config.cache.SharedCache"
    return config


def email(text: str) -> dict[str, Any]:
    return environ.Env.email_url_config(text)


def sender(text: str) -> str:
    """An address of mail, with a name before it or without."""
    _name, address = parseaddr(text)
    if not re.fullmatch(r"[^@\s]+@[\w.:\[\]-]+", address) or not text.isprintable():
        raise ValueError(f"{text!r} is no address. Write Register <register@example.org>.")
    return text


def data_folder(default: Path) -> Path:
    """The folder of database, media and key: made for its owner alone where it is missing."""
    folder = read("REGISTER_DATA", Path, str(default)).expanduser().absolute()
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            folder.chmod(0o700)
    except OSError as error:
        stop("REGISTER_DATA", f"the folder {folder} cannot be made ({error.strerror}).")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        stop("REGISTER_DATA", f"the folder {folder} cannot be written. Change its owner or mode.")
    # Databases and caches are made by what knows no modes.
    os.umask(private.OTHERS)
    close_to_others("REGISTER_DATA", [folder, *folder.iterdir()])
    return folder


def close_to_others(variable: str, paths: Iterable[Path]) -> None:
    try:
        private.tell(variable, private.close(paths))
    except private.NotOurs as error:
        stop(variable, str(error))


def secret_key(folder: Path) -> str:
    """The key from the environment, else the one of this folder, made when first asked for."""
    if given := os.environ.get("SECRET_KEY", ""):
        if is_weak(given):
            stop("SECRET_KEY", f"it is too short or too plain. {STRONG}")
        return given
    path = folder / "secret_key"
    if not path.exists():
        # Linked when complete, so that two processes starting together read the same key.
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    key = path.read_text().strip()
    if is_weak(key):
        stop("SECRET_KEY", f"the file {path} holds no usable key. Delete it to have one made.")
    return key


def is_weak(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 5 or key.startswith(INSECURE)
