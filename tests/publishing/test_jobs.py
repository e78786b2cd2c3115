"""What is noted of the register's jobs, and when one of them is late."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.utils import timezone

from cooperation.management.job import JobCommand
from cooperation.models import Report
from cooperation.publishing import jobs
from cooperation.publishing.jobs import DAY, JOBS, MINUTE, Run

NOW = timezone.now()
HOUR = dt.timedelta(hours=1)


def late(name: str, run: Run | None, after: dt.timedelta) -> bool:
    """Tell whether a job is late so long after its last run began."""
    began = NOW if run is None else run.began_at
    runs = {} if run is None else {name: run}
    return name in [job.name for job in jobs.late_jobs(runs, at=began + after)]


def test_each_job_is_a_command_that_notes_its_runs():
    assert {job.name for job in JOBS} <= get_commands().keys()
    for job in JOBS:
        module = __import__(f"cooperation.management.commands.{job.name}", fromlist=["Command"])
        assert issubclass(module.Command, JobCommand)


@pytest.mark.parametrize(
    ("name", "run", "after", "expected"),
    [
        ("publish_due", Run(NOW, MINUTE), 7 * MINUTE, False),
        ("publish_due", Run(NOW, MINUTE), 7 * MINUTE + dt.timedelta(seconds=1), True),
        ("publish_due", Run(NOW), HOUR, False),
        ("publish_due", Run(NOW), HOUR + 7 * MINUTE, True),
        ("publish_due", Run(NOW, MINUTE, "failed"), 5 * MINUTE, False),
        ("sweep_files", Run(NOW, MINUTE), 2 * DAY, False),
        ("sweep_files", Run(NOW, MINUTE), 2 * DAY + 2 * MINUTE, True),
    ],
)
def test_a_job_is_late_when_its_next_run_should_have_begun(name, run, after, expected):
    assert late(name, run, after) is expected


def test_of_a_job_that_nobody_has_run_a_process_knows_after_a_while(monkeypatch):
    monkeypatch.setattr(jobs, "STARTED_AT", NOW)
    assert not late("publish_due", None, 6 * MINUTE)
    assert late("publish_due", None, 7 * MINUTE)
    assert not late("sweep_files", None, 7 * MINUTE)


def test_a_job_runs_again_when_its_interval_is_over_and_at_once_where_it_never_ran():
    [daily] = [job for job in JOBS if job.name == "sweep_files"]
    assert jobs.next_run(daily, None, at=NOW) == NOW
    assert jobs.next_run(daily, Run(NOW - HOUR, MINUTE), at=NOW) == NOW - HOUR + DAY
    assert jobs.next_run(daily, Run(NOW - 3 * DAY, MINUTE), at=NOW) == NOW


def test_a_run_is_noted_as_it_begins_and_as_it_ends(monkeypatch):
    clock = iter([NOW, NOW + 3 * MINUTE])
    monkeypatch.setattr(timezone, "now", lambda: next(clock))
    with jobs.note_job("publish_due"):
        assert jobs.last_runs() == {"publish_due": Run(NOW)}
    assert jobs.last_runs() == {"publish_due": Run(NOW, 3 * MINUTE)}


def test_a_run_that_fails_is_noted_with_its_problem():
    with pytest.raises(OverflowError), jobs.note_job("publish_due"):
        raise OverflowError("date value out of range")
    run = jobs.last_runs()["publish_due"]
    assert (run.problem, run.took is None) == ("date value out of range", False)


def test_a_cache_that_is_away_keeps_no_job_from_running(monkeypatch, caplog):
    def fail(*args, **options):
        raise ConnectionError("the cache is away")

    monkeypatch.setattr(cache, "set", fail)
    with jobs.note_job("publish_due"):
        pass
    assert "publish_due" in caplog.text


@pytest.mark.django_db
def test_a_command_that_a_timer_runs_is_noted_too():
    Report.objects.all().delete()
    call_command("forget_contacts")
    run = jobs.last_runs()["forget_contacts"]
    assert (run.problem, run.took is None) == ("", False)
