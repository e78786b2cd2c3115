"""How commands end that met bad items on the way."""

from collections.abc import Collection, Iterable

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


def tell_steps(command: BaseCommand, steps: Iterable[int | Failure], done: str) -> None:
    """Carry out steps, and say how many items they did: `done` has the place for {count}.

    Raises CommandError where some failed.
    """
    count, failed = 0, []
    for step in steps:
        if isinstance(step, Failure):
            failed.append(step)
        else:
            count += step
    command.stdout.write(done.format(count=count))
    end_with_failures(command, failed)
