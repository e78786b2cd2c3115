from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cooperation.exchange.fixtures import InvalidFixture
from cooperation.exchange.seeding import seed_register
from cooperation.management import failures, register_mark

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = "Loads the terms, the places and the records of the five articles."

    def handle(self, *args: Any, **options: Any) -> None:
        register_mark.refuse_another()
        folders = [FIXTURES / "reference", FIXTURES / "cambodia"]
        try:
            tally = seed_register(folders, by=None)
        except InvalidFixture as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, "
            f"{tally.kept} kept as editors left them, {tally.withdrawn} withdrawn."
        )
        failures.end_with_failures(self, tally.failures)
