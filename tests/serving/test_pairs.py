"""Two editors save one record, over and over: nobody overwrites in silence, nothing fails.

They do so 60 times, and 200 times with FULL=1.
"""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator

import pytest
from lxml import html

from tests.admin import desk
from tests.serving.conftest import ROOT, Environment, run

pytestmark = pytest.mark.thorough

PAIRS = 200 if os.environ.get("FULL") == "1" else 60
PATIENCE = 60


@pytest.fixture
def served(place: Environment) -> Iterator[tuple[Environment, int]]:
    """Serve a register with two workers, and return where and at which port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = place | {"PORT": str(port)}
    run(here, "manage.py", "createcachetable", "--database", "cache")
    run(here, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        [*command, "--workers", "2", "config.wsgi:application"], cwd=ROOT, env=here, **quiet
    ) as server:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                ask(port, "GET", "/healthz")
                break
            except OSError:
                time.sleep(0.2)
        yield here, port
        server.terminate()


def ask(port: int, method: str, path: str, body: str = "", cookie: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


class Editor:
    """Someone at the desk with one form open."""

    def __init__(self, port: int, session: str, path: str) -> None:
        self.port, self.path = port, path
        token = secrets.token_hex(16)
        self.cookie = f"session={session}; csrf={token}"
        status, page = ask(port, "GET", path, cookie=self.cookie)
        assert status == 200, page
        self.csrf = token
        self.open(page)

    def open(self, page: str) -> None:
        (form,) = html.fromstring(page).xpath("//div[@id='content-main']/form")
        self.values = desk.sendable(form)

    def save(self, name: str) -> tuple[int, str]:
        typed = self.values | {"name_en": [name], "csrfmiddlewaretoken": [self.csrf]}
        body = urllib.parse.urlencode(typed | {"_continue": ["1"]}, doseq=True)
        return ask(self.port, "POST", self.path, body, self.cookie)


def both(first: Editor, second: Editor, names: tuple[str, str], *, at_once: bool) -> list:
    """Let both save, in the same instant or one after the other; return both answers."""
    answers: list = [None, None]
    start = threading.Barrier(2 if at_once else 1)

    def save(number: int, editor: Editor) -> None:
        start.wait()
        answers[number] = editor.save(names[number])

    if not at_once:
        save(0, first)
        save(1, second)
        return answers
    threads = [threading.Thread(target=save, args=item) for item in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_editors_who_save_one_record_the_second_is_always_told(served):
    place, port = served
    key, *sessions = run(place, "-m", "tests.serving.editors", "make").split()
    path = f"/admin/cooperation/person/{key}/change/"
    editors = [Editor(port, session, path) for session in sessions]
    saved = []
    for number in range(PAIRS):
        names = (f"Name {number} of one", f"Name {number} of two")
        answers = both(*editors, names, at_once=number % 2 == 0)
        assert sorted(status for status, _page in answers) == [200, 302], answers
        told = answers.index(next(answer for answer in answers if answer[0] == 200))
        page = answers[told][1]
        assert 'class="conflict"' in page
        assert f'value="{names[told]}"' in page
        saved.append(names[1 - told])
        # Both look again, and see what was saved.
        newest = re.search(r'name="seen" value="(\d+)"', page)
        assert newest is not None
        for editor in editors:
            editor.values |= {"base": [newest[1]], "seen": [newest[1]]}
    kept = run(place, "-m", "tests.serving.editors", "titles").splitlines()
    assert kept == saved
    run(place, "manage.py", "check_revisions")
