from django.core.management.base import BaseCommand
from django.utils import timezone

from cooperation.publishing.reports import forget_contacts


class Command(BaseCommand):
    help = "Delete the contacts in readers' reports that are 90 days old. Run it daily."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{forget_contacts(timezone.now())} contacts deleted.")
