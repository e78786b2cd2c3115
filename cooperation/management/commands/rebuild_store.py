from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cooperation.management import failures
from cooperation.publishing.rebuilding_store import is_store_complete, rebuild_store


class Command(BaseCommand):
    help = "Make the documents of all records anew, a few at a time; others go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only where some are missing, or were made by another version.",
        )

    def handle(self, *, if_needed: bool, **options: object) -> None:
        if not (if_needed and is_store_complete()):
            failures.tell_steps(self, rebuild_store(at=timezone.now()), "{count} records stored.")
