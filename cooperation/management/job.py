"""Commands that are run again and again, by `tend` or by timers."""

from typing import Any

from django.core.management.base import BaseCommand

from cooperation.publishing import jobs


class JobCommand(BaseCommand):
    """Notes for the desk when it ran, for how long, and with what problem it ended."""

    def execute(self, *args: Any, **options: Any) -> Any:
        with jobs.note_job(type(self).__module__.rpartition(".")[2]):
            return super().execute(*args, **options)
