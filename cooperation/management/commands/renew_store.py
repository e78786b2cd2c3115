from django.utils import timezone

from cooperation.management import failures
from cooperation.management.job import JobCommand
from cooperation.publishing.rebuilding_store import renew_past


class Command(JobCommand):
    help = "Make those documents anew that no longer hold. Run it every minute."

    def handle(self, **options: object) -> None:
        failures.tell_steps(self, renew_past(at=timezone.now()), "{count} documents made anew.")
