from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cooperation.exchange import importing
from cooperation.vocabulary.importing import GOING_ON

SLICE = 10


class Command(BaseCommand):
    help = (
        "Check and apply imports that are under way, also after a stop in the middle, and forget "
        "those that nobody has touched for two weeks. Run it every few minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for pk in importing.unfinished():
            batch = importing.go_on(pk, seconds=SLICE)
            while batch.state in GOING_ON:
                batch = importing.go_on(pk, seconds=SLICE)
            self.stdout.write(f"{batch.file_name}: {batch.get_state_display()}.")
        forgotten = importing.forget(at=timezone.now())
        if forgotten:
            self.stdout.write(f"{forgotten} old imports forgotten.")
