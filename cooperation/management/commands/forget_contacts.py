from django.utils import timezone

from cooperation.management.job import JobCommand
from cooperation.publishing.reports import forget_contacts


class Command(JobCommand):
    help = "Delete the contacts in readers' reports that are 90 days old. Run it daily."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{forget_contacts(timezone.now())} contacts deleted.")
