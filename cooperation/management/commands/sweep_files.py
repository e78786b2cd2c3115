from django.core.management.base import BaseCommand
from django.utils import timezone

from cooperation.publishing.files import sweep


class Command(BaseCommand):
    help = "Delete files that nothing names any more, once they are a day old. Run it daily."

    def handle(self, **options: object) -> None:
        gone = sweep(timezone.now())
        for name in gone:
            self.stdout.write(f"Deleted: {name}")
        self.stdout.write(f"{len(gone)} files deleted.")
