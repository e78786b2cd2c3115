from django.core.management.base import BaseCommand, CommandError

from cooperation.publishing.checking import differences


class Command(BaseCommand):
    help = "Compare every record with its last revision and name each difference."

    def handle(self, **options: object) -> None:
        found = [str(difference) for difference in differences()]
        if found:
            raise CommandError(
                "\n".join(
                    [*found, f"{len(found)} values stand in the register without a revision."]
                )
            )
        self.stdout.write("Every record stands as its last revision says.")
