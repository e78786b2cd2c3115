"""A register of its own, served as in earnest, and Debian's chromium to read and edit it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

ROOT = Path(settings.BASE_DIR)
PATIENCE = 300
PASSWORD = secrets.token_urlsafe(15)
ACCOUNTS = f"""
from django.contrib.auth.models import Group
from cooperation.models import User
for name in ("contributor", "publisher"):
    user = User.objects.create_user(name, password={PASSWORD!r}, is_staff=True)
    user.groups.add(Group.objects.get(name=name))
"""
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the register's mail lies."""
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, letters: Path) -> Iterator[str]:
    """Serve a freshly seeded register, and return its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("register")
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    mine = {"REGISTER_DATA": str(data), "PORT": str(port), "REGISTER_ADMIN_PASSWORD": PASSWORD}
    mine |= {"EMAIL_URL": f"filemail:///{letters}"}
    run = {"cwd": ROOT, "env": given | mine, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, **run)
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", ACCOUNTS], check=True, **run)
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    with subprocess.Popen([*granian, "config.wsgi:application"], **run) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/readyz", server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The register did not answer at {address}.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("There is no chromium here. On Debian: apt-get install chromium")
    # Pages have as long; five seconds are too few for an answer beside another worker.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Return what opens a page of the register; none may log an error or break the policy.

    `refused` is a status that the test provokes, of which chromium notes every answer.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def opened(path: str = "/", *, refused: int | None = None, **options: object) -> Page:
        def listen(message: ConsoleMessage) -> None:
            if message.type == "error" and f"a status of {refused} " not in message.text:
                complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

        # What one page keeps for another would answer in place of the register.
        context = chromium.new_context(base_url=site, service_workers="block", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def reader(visit: Callable[..., Page]) -> Page:
    """Open the front page on a small screen, with JavaScript off."""
    return visit("/", java_script_enabled=False, viewport={"width": 360, "height": 740})


@pytest.fixture
def sign_in(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Return what signs an editor in by name, and opens the desk."""

    def desk(name: str, **options: object) -> Page:
        page = visit("/admin/", **{"viewport": {"width": 1280, "height": 900}} | options)
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", name="Records and lists").wait_for()
        return page

    return desk


@pytest.fixture
def administrator(sign_in: Callable[[str], Page]) -> Page:
    return sign_in("administrator")
