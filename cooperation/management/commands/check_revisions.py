from django.core.management.base import BaseCommand, CommandError

from cooperation.publishing.checking import find_differences


class Command(BaseCommand):
    help = "Compare every record with its last revision, look at drafts; name each difference."

    def handle(self, **options: object) -> None:
        found = [str(difference) for difference in find_differences()]
        if found:
            told = f"{len(found)} places of the register are not as their revisions say."
            raise CommandError("\n".join([*found, told]))
        self.stdout.write("Every record stands as its last revision says.")
