from django.utils import timezone

from cooperation.management import failures
from cooperation.management.job import JobCommand
from cooperation.publishing.files import sweep_files
from cooperation.publishing.isolation import Failure


class Command(JobCommand):
    help = "Delete files that nothing names any more, once they are a day old. Run it daily."

    def handle(self, **options: object) -> None:
        count, failed = 0, []
        for outcome in sweep_files(timezone.now()):
            if isinstance(outcome, Failure):
                failed.append(outcome)
            else:
                count += 1
                self.stdout.write(f"Deleted: {outcome}")
        self.stdout.write(f"{count} files deleted.")
        failures.end_with_failures(self, failed)
