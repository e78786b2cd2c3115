"""Runs the register's jobs, each at its interval and in a thread of its own."""

import datetime as dt
import io
import logging
import threading
from collections.abc import Callable, Collection

from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from cooperation.publishing import jobs
from cooperation.publishing.jobs import Job, Run

# What fails before it is noted is not tried over and over.
SHORTEST_PAUSE = dt.timedelta(seconds=1)
# The system takes back what a thread holds that does not come to an end in time.
GRACE_SECONDS = 5.0

logger = logging.getLogger("cooperation.tend")


class Tending:
    """All jobs under way; a job that fails, or does not end, stops none of the others."""

    def __init__(
        self, given: Collection[Job] = jobs.JOBS, run: Callable[[str], None] | None = None
    ) -> None:
        self._ended = threading.Event()
        self._run = run or run_command
        self._threads = [
            threading.Thread(target=self._repeat, args=[job], name=job.name, daemon=True)
            for job in given
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Begin nothing more, and wait a moment for what is under way."""
        self._ended.set()
        for thread in self._threads:
            thread.join(GRACE_SECONDS / len(self._threads))

    def _repeat(self, job: Job) -> None:
        own: Run | None = None
        while not self._ended.wait(_seconds_until_next(job, own)):
            own = Run(timezone.now())
            try:
                self._run(job.name)
            except CommandError as error:
                logger.warning("%s: %s", job.name, error)
            except Exception:
                logger.exception("%s failed", job.name)
            finally:
                # A database that went away is found again by a new connection alone.
                connections.close_all()


def _seconds_until_next(job: Job, own: Run | None) -> float:
    """Return how long a job waits whose last run by this process was `own`."""
    at = timezone.now()
    try:
        last = jobs.last_runs().get(job.name, own)
    except Exception:
        logger.exception("It is not known who ran %s last", job.name)
        last = own
    return max(jobs.next_run(job, last, at=at) - at, SHORTEST_PAUSE).total_seconds()


def run_command(name: str) -> None:
    """Run a command; what it says goes to the log."""
    said = io.StringIO()
    try:
        call_command(name, stdout=said, stderr=said, no_color=True)
    finally:
        for line in said.getvalue().splitlines():
            logger.info("%s: %s", name, line)
