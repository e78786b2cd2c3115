"""Claims HOST and PORT for one register, then becomes the command that follows, if any does.

The server's workers share their port, and so would those of a second register: readers would get
the answers of one and of the other in turns.
"""

import errno
import fcntl
import os
import socket
import sys
import tempfile
from pathlib import Path

from config import environment


def main() -> None:
    host = environment.read("HOST", str, "127.0.0.1")
    port = environment.read("PORT", environment.port, "8000")
    claim(host, port)
    if command := sys.argv[1:]:
        os.execvp(command[0], command)


def claim(host: str, port: int) -> None:
    """Hold the port until this process, or what it becomes, ends; stop where another holds it."""
    if not _lock(port) or not _is_free(host, port):
        problem = f"another server answers at {host}:{port} already. Stop it, or choose a port."
        environment.stop("PORT", problem)


def _lock(port: int) -> bool:
    """Take what the system takes back from the dead; it settles who of two came first.

    The system itself lets nobody share a port with the processes of another user.
    """
    path = Path(tempfile.gettempdir(), f"cooperation-{os.getuid()}-{port}.lock")
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    os.set_inheritable(descriptor, True)
    return True


def _is_free(host: str, port: int) -> bool:
    """Whether nobody listens; an address that is not of this machine is left to the server."""
    family, kind, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        # Connections that have just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


if __name__ == "__main__":
    main()
