"""The server as `make run` starts it, for the place of a test, and what asks it from outside."""

import http.client
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving.conftest import ROOT, Environment

HELLO = "tests.serving.hello:application"
REGISTER = "config.wsgi:application"
START_SECONDS = 90
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A server that listens; its processes are those that it has started."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.port = port
        self._process = process

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, address: str, timeout: float = 60, **headers: str) -> tuple[int, bytes]:
        """Ask once, over a connection of its own."""
        connection = self.connect(timeout)
        try:
            connection.request("GET", address, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def cpu_seconds(self) -> float:
        """Return what its processes have worked so far."""
        return sum(map(_cpu_seconds, (self._process.pid, *_children(self._process.pid))))


@contextmanager
def served(place: Environment, application: str = REGISTER, **variables: str) -> Iterator[Server]:
    """Start a server with the options of `make run`; end it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1", "API_RATE": "9999999/s"}
    environment = place | options | variables
    command = [str(Path(sys.executable).with_name("granian")), *_options(environment), application]
    with open(Path(place["REGISTER_DATA"], "server.log"), "ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        server = Server(process, port)
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(60)


def _options(environment: Environment) -> list[str]:
    """Return those of the Makefile, with the values of an environment in them."""
    recipe = Path(ROOT, "Makefile").read_text().replace("\\\n", " ")
    (found,) = re.findall(r"\$\(BIN\)/granian (.*) config\.wsgi:application", recipe)
    workers = re.sub(r'"\$\$\{WORKERS:.*?\}"', environment["WORKERS"], found)
    given = workers.replace("$(HOST)", environment["HOST"]).replace("$(PORT)", environment["PORT"])
    return shlex.split(given)


def _wait_for(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            if server.get("/healthz", timeout=2)[0] == 200:
                return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.1)


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in found]


def _cpu_seconds(process: int) -> float:
    # The name, in brackets, may hold blanks.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
