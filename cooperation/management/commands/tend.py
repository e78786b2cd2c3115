import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cooperation.management.sole import Sole
from cooperation.management.tending import Tending

LOOK_SECONDS = 2.0
TENDING = "This process tends the register."
WAITING = "Another process tends this register, or its database is away: this one waits."


class Command(BaseCommand):
    help = (
        "Do what waits for its moment, again and again: publish scheduled changes, go on with "
        "imports, forget contacts, delete unnamed files. One process in the whole register does; "
        "a second one waits for it to end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-server",
            type=int,
            metavar="PID",
            help="End as soon as the process that started this one, the server, is no more.",
        )

    def handle(self, *, with_server: int | None, **options: Any) -> None:
        self.server = with_server
        self.stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopped.set())
        sole, is_told = Sole(), False
        while self.goes_on():
            if sole.take():
                is_told = False
                self.tend(sole)
            else:
                if not is_told:
                    self.say(WAITING)
                is_told = True
                self.stopped.wait(LOOK_SECONDS)
        # What has not ended by now is ended as it stands, which each job is made for.
        os._exit(0)

    def tend(self, sole: Sole) -> None:
        self.say(TENDING)
        tending = Tending()
        tending.start()
        while self.goes_on() and sole.is_held():
            self.stopped.wait(LOOK_SECONDS)
        tending.end()

    def goes_on(self) -> bool:
        """Tell whether to go on: a killed server says no word, but its children get a new parent.

        Its workers outlive it, and with them whatever they hold open: a pipe would not tell.
        """
        return not self.stopped.is_set() and self.server in (None, os.getppid())

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
