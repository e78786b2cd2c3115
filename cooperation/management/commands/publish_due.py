from django.core.management.base import BaseCommand, CommandError

from cooperation.publishing.due import publish_due


class Command(BaseCommand):
    help = "Publish the scheduled changes whose moment has come. Run it every few minutes."

    def handle(self, **options: object) -> None:
        refused = 0
        for outcome in publish_due():
            if outcome.refusal:
                refused += 1
                self.stderr.write(f"Not published: {outcome.title}. {outcome.refusal}")
            else:
                self.stdout.write(f"Published: {outcome.title}.")
        if refused:
            raise CommandError(f"{refused} went back to their authors; the desk says why.")
