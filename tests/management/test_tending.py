"""Jobs side by side: one that fails or hangs stops none of the others."""

import datetime as dt
import threading

import pytest
from django.core.management import CommandError

from cooperation.management import tending
from cooperation.management.tending import Tending
from cooperation.publishing import jobs
from cooperation.publishing.jobs import Job

WAIT_SECONDS = 30
OFTEN = dt.timedelta(0)


def test_a_job_that_fails_and_one_that_hangs_leave_the_others_running(monkeypatch, caplog):
    monkeypatch.setattr(tending, "SHORTEST_PAUSE", dt.timedelta(milliseconds=1))
    monkeypatch.setattr(tending, "GRACE_SECONDS", 0.1)
    ran = {name: threading.Semaphore(0) for name in ("refuse", "break", "hang", "work")}
    released = threading.Event()

    def run(name: str) -> None:
        ran[name].release()
        match name:
            case "refuse":
                raise CommandError("two failed")
            case "break":
                raise OverflowError("date value out of range")
            case "hang":
                released.wait(WAIT_SECONDS)

    under_way = Tending([Job(name, OFTEN, name) for name in ran], run)
    under_way.start()
    for name, times in {"refuse": 3, "break": 3, "hang": 1, "work": 3}.items():
        for _ in range(times):
            assert ran[name].acquire(timeout=WAIT_SECONDS)
    under_way.end()
    assert not ran["hang"].acquire(blocking=False)
    released.set()
    assert "refuse: two failed" in caplog.text
    assert "break failed" in caplog.text


def test_a_job_that_ran_lately_waits_for_its_turn(monkeypatch):
    ran = []
    day = Job("sweep_files", jobs.DAY, "")
    with jobs.note_job("sweep_files"):
        pass
    under_way = Tending([day], ran.append)
    under_way.start()
    under_way.end()
    assert ran == []


def test_what_a_command_says_and_why_it_failed_goes_to_the_log(monkeypatch, caplog):
    def complain(name, stdout, **options):
        stdout.write("Not published: a forum.\n")
        raise CommandError("1 not published")

    monkeypatch.setattr(tending, "call_command", complain)
    caplog.set_level("INFO", "cooperation.tend")
    with pytest.raises(CommandError):
        tending.run_command("publish_due")
    assert caplog.messages == ["publish_due: Not published: a forum."]
