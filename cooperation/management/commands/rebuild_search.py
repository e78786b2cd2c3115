from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cooperation.management import failures
from cooperation.publishing.rebuilding_index import is_complete, rebuild_index


class Command(BaseCommand):
    help = "Index all records anew for searching, a few at a time; others go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="Only where public records are missing in it."
        )

    def handle(self, *, if_needed: bool, **options: object) -> None:
        if if_needed and is_complete():
            return
        failures.tell_steps(self, rebuild_index(at=timezone.now()), "{count} records indexed.")
