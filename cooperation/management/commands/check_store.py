from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.publishing.checking_sets import find_set_differences
from cooperation.publishing.checking_store import find_store_differences


class Command(BaseCommand):
    help = "Compare what the public may see of each record with the record; name each difference."

    def handle(self, **options: object) -> None:
        at = timezone.now()
        found = [*find_store_differences(at=at), *find_set_differences(at=at)]
        if found:
            told = f"{len(found)} rows of the store are not as the records are."
            advice = "Run rebuild_store and rebuild_search, and report what they mended."
            raise CommandError("\n".join([*found, told, advice]))
        self.stdout.write("The store holds what the records tell.")
