"""Stands between a register and its database server, and can go away, with a word or without."""

import contextlib
import select
import socket
import threading


class Relay:
    """Hands on what two sides say to each other.

    `cut` ends all connections and refuses new ones; `hush` keeps them and hands on nothing.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._is_hushed = threading.Event()
        self._listen()

    def cut(self) -> None:
        with contextlib.suppress(OSError):
            # A thread that waits for the next one would keep the port.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for pair in self._pairs:
            for side in pair:
                with contextlib.suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def hush(self) -> None:
        self._is_hushed.set()

    def mend(self) -> None:
        """Hand on again what is said from now on; connections from before are lost."""
        self.cut()
        self._is_hushed.clear()
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = listener.accept()
                server = socket.create_connection(self._server)
                self._pairs.append((client, server))
                threading.Thread(target=self._hand_on, args=(client, server), daemon=True).start()

    def _hand_on(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, contextlib.suppress(OSError):
            while True:
                for side in select.select([client, server], [], [])[0]:
                    if not (said := side.recv(65536)):
                        return
                    if not self._is_hushed.is_set():
                        (server if side is client else client).sendall(said)
