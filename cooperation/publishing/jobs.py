"""What the register does by itself, how often, and how that went last.

It is noted in the cache that all workers share: a row in the register's own database would be a
new state of it, and whatever is kept of the old one would be made anew every minute.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
# An import of a large table takes its time.
LONGEST_RUN = dt.timedelta(hours=1)
LEAST_DELAY = dt.timedelta(minutes=5)
LONGEST_PROBLEM = 500

logger = logging.getLogger("cooperation.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """`name` is the command that does it, `title` what it does, in the desk's words."""

    name: str
    every: dt.timedelta
    title: Any


@dataclass(frozen=True, slots=True)
class Run:
    """The last run of a job; `took` is None until it ends, `problem` "" where all went well."""

    began_at: dt.datetime
    took: dt.timedelta | None = None
    problem: str = ""


JOBS = (
    Job("publish_due", MINUTE, _("Publish scheduled changes")),
    Job("renew_store", MINUTE, _("Make documents anew that no longer hold")),
    Job("renew_search", MINUTE, _("Renew what is searched")),
    Job("apply_imports", MINUTE, _("Go on with imports")),
    Job("forget_contacts", DAY, _("Forget contacts of old reports")),
    Job("sweep_files", DAY, _("Delete files that nothing names")),
)
# Before that nobody could have run anything that this process would know of.
STARTED_AT = timezone.now()


def last_runs() -> dict[str, Run]:
    """Return the last run of each job by its name; of one that nobody has run there is none."""
    names = {_key(job.name): job.name for job in JOBS}
    found = {}
    for key, (began_at, seconds, problem) in cache.get_many(list(names)).items():
        took = None if seconds is None else dt.timedelta(seconds=seconds)
        found[names[key]] = Run(dt.datetime.fromisoformat(began_at), took, problem)
    return found


def next_run(job: Job, last: Run | None, *, at: dt.datetime) -> dt.datetime:
    """Return when a job is to run again, at once where nobody has run it."""
    return max(at, last.began_at + job.every) if last is not None else at


def late_jobs(runs: Mapping[str, Run], *, at: dt.datetime) -> list[Job]:
    """Return the jobs that should have run again by a moment, or have not come to an end."""
    found = []
    for job in JOBS:
        run = runs.get(job.name) or Run(STARTED_AT, dt.timedelta())
        ended = run.began_at + (LONGEST_RUN if run.took is None else run.took)
        if at > ended + job.every + max(job.every, LEAST_DELAY):
            found.append(job)
    return found


@contextmanager
def note_job(name: str) -> Iterator[None]:
    """Note that a job runs, then how long it took, and what it ended with if it raises."""
    run = Run(timezone.now())
    _note(name, run)
    problem = ""
    try:
        yield
    except BaseException as error:
        problem = (str(error) or type(error).__name__)[:LONGEST_PROBLEM]
        raise
    finally:
        _note(name, replace(run, took=timezone.now() - run.began_at, problem=problem))


def _note(name: str, run: Run) -> None:
    try:
        seconds = None if run.took is None else run.took.total_seconds()
        # Another version of the register may read it.
        cache.set(_key(name), (run.began_at.isoformat(), seconds, run.problem), timeout=None)
    except Exception:
        # Who cannot say so can still do it.
        logger.exception("It could not be noted how %s went", name)


def _key(name: str) -> str:
    return f"job:{name}"
