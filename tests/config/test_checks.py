"""What the start says of how the register is reached."""

import pytest

from tests.config.test_settings import run

HTTPS = {"SITE_URL": "https://register.example"}


@pytest.mark.parametrize(
    ("variables", "told"),
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
        ({"HOST": "0.0.0.0", "TRUSTED_PROXIES": "10.0.0.0/8"} | HTTPS, []),
    ],
)
def test_the_start_warns_of_open_doors(tmp_path, variables, told):
    started = run(tmp_path, "manage.py", "check", **variables)
    assert started.returncode == 0
    assert [code for code in ("register.W001", "register.W002") if code in started.stderr] == told
