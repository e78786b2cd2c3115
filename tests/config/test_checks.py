"""What the start says of how the register is reached."""

import pytest

from config.checks import check_doors
from tests.config.test_settings import run

ALONE = {"HOST": "127.0.0.1", "SITE_URL": "http://127.0.0.1:8000", "TRUSTED_PROXIES": []}
HTTPS = {"SITE_URL": "https://register.example"}
SHARED = {"default": {"BACKEND": "config.cache.SharedCache"}}
IN_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, []),
        ({"HOST": "localhost"}, []),
        ({"HOST": "127.0.0.2"}, []),
        ({"HOST": "::1"}, []),
        ({"HOST": "0.0.0.0"}, ["register.W001"]),
        ({"HOST": "::"}, ["register.W001"]),
        ({"HOST": "192.0.2.7"}, ["register.W001"]),
        ({"HOST": "register.example"}, ["register.W001"]),
        ({"HOST": "0.0.0.0", "SITE_URL": "http://register.example"}, ["register.W001"]),
        ({"HOST": "0.0.0.0"} | HTTPS, ["register.W002"]),
        (HTTPS, ["register.W002"]),
        ({"HOST": "0.0.0.0", "TRUSTED_PROXIES": ["10.0.0.0/8"]} | HTTPS, []),
        ({"CACHES": IN_MEMORY}, ["register.W003"]),
    ],
)
def test_open_doors_are_named(settings, given, told):
    for name, value in (ALONE | {"CACHES": SHARED} | given).items():
        setattr(settings, name, value)
    settings.IS_HTTPS = settings.SITE_URL.startswith("https://")
    assert [message.id for message in check_doors(None)] == told


def test_the_start_says_them(tmp_path):
    started = run(tmp_path, "manage.py", "check", HOST="0.0.0.0")
    assert (started.returncode, "(register.W001) HOST=0.0.0.0" in started.stderr) == (0, True)
