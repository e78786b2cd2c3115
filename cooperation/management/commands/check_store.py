from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.publishing.checking_store import find_store_differences


class Command(BaseCommand):
    help = "Compare what the public may see of each record with the record; name each difference."

    def handle(self, **options: object) -> None:
        found = list(find_store_differences(at=timezone.now()))
        if found:
            told = f"{len(found)} rows of the store are not as the records are."
            advice = "Run rebuild_store, and report which of them it mended."
            raise CommandError("\n".join([*found, told, advice]))
        self.stdout.write("The store holds what the records tell.")
