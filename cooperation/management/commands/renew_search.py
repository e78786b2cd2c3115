from django.utils import timezone

from cooperation.management import failures
from cooperation.management.job import JobCommand
from cooperation.publishing.rebuilding_index import renew_marked


class Command(JobCommand):
    help = (
        "Renew in the search index what names a record, term or place that is called otherwise "
        "now, where that was too much for the act itself. Run it every few minutes."
    )

    def handle(self, **options: object) -> None:
        failures.tell_steps(self, renew_marked(at=timezone.now()), "{count} records indexed.")
