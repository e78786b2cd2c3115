import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
READ_BY_SETTINGS = {
    "ALLOWED_HOSTS",
    "API_RATE",
    "CACHE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "HOST",
    "HSTS_SUBDOMAINS",
    "KEPT_ANSWERS",
    "MAIL_FROM",
    "PORT",
    "QUERY_LIMIT",
    "REGISTER_NEW",
    "SECOND_FACTOR_ROLES",
    "SECRET_KEY",
    "SITE_URL",
    "TRUSTED_PROXIES",
}
SHOW = "from config import settings as s; print(({}))"


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: v for name, v in os.environ.items() if name not in READ_BY_SETTINGS}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment | {"REGISTER_DATA": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(folder: Path, expression: str, **variables: str) -> str:
    result = run(folder, "-c", SHOW.format(expression), **variables)
    assert result.stderr == ""
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "http://register.example"),
        ("API_RATE", "fast"),
        ("CACHE_URL", "nowhere://"),
        ("CACHE_URL", "dummycache://"),
        ("CSRF_TRUSTED_ORIGINS", "register.example"),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "postgresql://user@host"),
        ("DATABASE_URL", "register"),
        ("DEBUG", "perhaps"),
        ("KEPT_ANSWERS", "32 MB"),
        ("EMAIL_URL", "pigeon://"),
        ("HSTS_SUBDOMAINS", "some"),
        ("MAIL_FROM", "register"),
        ("MAIL_FROM", "Register <register>"),
        ("MAIL_FROM", "a@example.org\nBcc: b@example.org"),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("REGISTER_DATA", "/dev/null/data"),
        ("QUERY_LIMIT", "0"),
        ("QUERY_LIMIT", "two"),
        ("REGISTER_NEW", "perhaps"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SITE_URL", "register.example"),
        ("SITE_URL", "https://register.example/path"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
    ],
)
def test_a_bad_value_stops_the_start_with_one_line_that_names_it(tmp_path, name, value):
    result = run(tmp_path, "manage.py", "check", **{name: value})

    assert result.returncode == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{name}: ")


def test_the_server_stops_with_the_same_line(tmp_path):
    result = run(tmp_path, "-c", "import config.wsgi", SITE_URL="nonsense")

    assert result.returncode == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["SITE_URL"]


def test_the_server_has_read_addresses_and_templates_before_the_first_request(tmp_path):
    code = (
        "import sys, config.wsgi; from django.template import engines; env = engines['site'].env; "
        "print('config.urls' in sys.modules, len(env.cache) == len(env.list_templates()) > 60)"
    )
    result = run(tmp_path, "-c", code)

    assert (result.returncode, result.stdout) == (0, "True True\n")


def test_a_password_in_the_database_address_is_not_repeated(tmp_path):
    result = run(tmp_path, "manage.py", "check", DATABASE_URL="mysql://user:open-sesame@host/name")

    assert "open-sesame" not in result.stderr


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    folder = tmp_path / "data"

    first, second = shown(folder, "s.SECRET_KEY"), shown(folder, "s.SECRET_KEY")

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["secret_key"]


@pytest.mark.parametrize("host", ["::1", "fe80::1"])
def test_a_host_of_ipv6_stands_in_brackets(tmp_path, host):
    expression = "s.SITE_URL, s.ALLOWED_HOSTS[0], s.DEFAULT_FROM_EMAIL"
    expected = (f"http://[{host}]:8000", f"[{host}]", f"register@[{host}]")
    assert shown(tmp_path, expression, HOST=host) == str(expected)


def test_without_an_environment_it_serves_this_machine_from_the_data_folder(tmp_path):
    expression = "s.SITE_URL, s.DEBUG, s.ALLOWED_HOSTS, str(s.DATABASES['default']['NAME'])"

    assert shown(tmp_path, expression) == str(
        (
            "http://127.0.0.1:8000",
            False,
            ["127.0.0.1", "localhost", "127.0.0.1", "[::1]"],
            str(tmp_path / "register.sqlite3"),
        )
    )


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ("register@127.0.0.1", "register@127.0.0.1", False)),
        (
            {"SITE_URL": "https://register.example"},
            ("register@register.example", "register@register.example", False),
        ),
        (
            {"MAIL_FROM": "Register <desk@mail.example>", "HSTS_SUBDOMAINS": "on"},
            ("Register <desk@mail.example>", "Register <desk@mail.example>", True),
        ),
    ],
)
def test_who_mails_and_what_hsts_binds_is_said(tmp_path, variables, expected):
    expression = "s.DEFAULT_FROM_EMAIL, s.SERVER_EMAIL, s.SECURE_HSTS_INCLUDE_SUBDOMAINS"

    assert shown(tmp_path, expression, **variables) == str(expected)


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        ("http://127.0.0.1:8000", ("session", "csrf", False, False, 0)),
        ("https://register.example", ("__Host-session", "__Host-csrf", True, True, 31536000)),
    ],
)
def test_cookies_and_hsts_follow_the_scheme_of_the_site(tmp_path, site_url, expected):
    expression = (
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS"
    )

    assert shown(tmp_path, expression, SITE_URL=site_url) == str(expected)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, []),
        ({"SITE_URL": "https://register.example"}, ["publisher", "administrator"]),
        ({"SITE_URL": "https://register.example", "SECOND_FACTOR_ROLES": "none"}, []),
        ({"SECOND_FACTOR_ROLES": "contributor, publisher"}, ["contributor", "publisher"]),
    ],
)
def test_a_second_factor_is_asked_of_those_who_publish_once_the_site_is_public(
    tmp_path, variables, expected
):
    assert shown(tmp_path, "s.SECOND_FACTOR_ROLES", **variables) == str(expected)


def test_postgresql_pools_its_connections_and_limits_statements(tmp_path):
    expression = "(d := s.DATABASES['default'])['ENGINE'], d['CONN_MAX_AGE'], d['OPTIONS']"

    assert shown(tmp_path, expression, DATABASE_URL="postgresql://user@host/name") == str(
        (
            "django.db.backends.postgresql",
            0,
            {
                "pool": {"min_size": 1, "max_size": 12, "timeout": 1, "reconnect_timeout": 2},
                "keepalives_idle": 5,
                "keepalives_interval": 2,
                "keepalives_count": 2,
                "tcp_user_timeout": 9000,
                "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c jit=off",
            },
        )
    )


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_opened_with_care():
    def pragma(name: str) -> int:
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    names = ("synchronous", "foreign_keys", "cache_size")
    assert {name: pragma(name) for name in names} == {
        "synchronous": 2,
        "foreign_keys": 1,
        "cache_size": -65536,
    }
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_is_opened_with_care():
    def shown_setting(name: str) -> str:
        with connection.cursor() as cursor:
            return cursor.execute(f"SHOW {name}").fetchone()[0]

    names = ("statement_timeout", "lock_timeout", "jit")
    assert [shown_setting(name) for name in names] == ["15s", "5s", "off"]
