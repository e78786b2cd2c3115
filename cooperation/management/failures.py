"""How commands end that met bad items on the way."""

from collections.abc import Collection

from django.core.management.base import BaseCommand, CommandError

from cooperation.publishing.isolation import Failure


def end_with_failures(command: BaseCommand, failures: Collection[Failure]) -> None:
    """Name what a command failed on; raise CommandError if there is any."""
    for failure in failures:
        command.stderr.write(f"Failed on {failure}")
    if failures:
        raise CommandError(
            f"{len(failures)} failed, as named above and in the log; the rest is done."
        )
