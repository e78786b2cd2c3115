from typing import Any

from django.utils import timezone

from cooperation.exchange import importing
from cooperation.management import failures
from cooperation.management.job import JobCommand
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.vocabulary.importing import GOING_ON

SLICE = 10


class Command(JobCommand):
    help = (
        "Check and apply imports that are under way, also after a stop in the middle, and forget "
        "those that nobody has touched for two weeks. Run it every few minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed: list[Failure] = []
        for pk in importing.unfinished_batches():
            try:
                self.finish(pk)
            except Exception as error:
                failed.append(note_failure(f"import {pk}", error))
        forgotten = 0
        for outcome in importing.forget_batches(at=timezone.now()):
            if isinstance(outcome, Failure):
                failed.append(outcome)
            else:
                forgotten += 1
        if forgotten:
            self.stdout.write(f"{forgotten} old imports forgotten.")
        failures.end_with_failures(self, failed)

    def finish(self, pk: int) -> None:
        batch = importing.go_on(pk, seconds=SLICE)
        while batch.state in GOING_ON:
            batch = importing.go_on(pk, seconds=SLICE)
        self.stdout.write(f"{batch.file_name}: {batch.get_state_display()}.")
