from django.core.management.base import CommandError

from cooperation.management.job import JobCommand
from cooperation.publishing.due import publish_due
from cooperation.publishing.generation import number_passed_edges


class Command(JobCommand):
    help = (
        "Publish the scheduled changes whose moment has come, and number what the clock let appear "
        "or end. Run it every few minutes."
    )

    def handle(self, **options: object) -> None:
        left = 0
        for outcome in publish_due():
            if outcome.refusal:
                left += 1
                self.stderr.write(f"Not published: {outcome.title}. {outcome.refusal}")
            else:
                self.stdout.write(f"Published: {outcome.title}.")
        number_passed_edges()
        if left:
            raise CommandError(
                f"{left} not published: what was refused went back to its author, and the desk "
                "says why; what failed stays scheduled and is tried again, and the log says more."
            )
