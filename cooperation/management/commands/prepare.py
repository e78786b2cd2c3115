import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cooperation.management import register_mark
from cooperation.models.user import unknown_groups
from cooperation.publishing import pairing

# What packages bring along and no page of ours asks for.
UNUSED = ("redoc", "rest_framework")


class Command(BaseCommand):
    help = "Readies the register for serving: tables, records, administrator, static files."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing tables, records and static files")
        register_mark.refuse_another()
        call_command("migrate", interactive=False, verbosity=0)
        register_mark.write_mark()
        holder = "cache" if "cache" in settings.DATABASES else "default"
        call_command("createcachetable", database=holder, verbosity=0)
        call_command("clearsessions")
        check_roles()
        self.seed()
        # Of a register that was made before there were indexes.
        call_command("rebuild_search", if_needed=True, stdout=self.stdout)
        call_command("rebuild_store", if_needed=True, stdout=self.stdout)
        pairing.fill_pairs()
        call_command("first_administrator", stdout=self.stdout)
        self.collect_static()

    def seed(self) -> None:
        try:
            call_command("seed")
        except CommandError as error:
            # What stands in the register can be served; the command named what could not be added.
            self.stderr.write(f"seed: {error}")

    def collect_static(self) -> None:
        # Hashing and compressing take seconds, so they wait until a file has changed.
        found = static_fingerprint()
        stamp = settings.DATA_DIR / "static.fingerprint"
        if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == found:
            return
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*UNUSED])
        stamp.write_text(found)


def check_roles() -> None:
    # A mistyped name would ask nobody for a second factor, and nobody would notice.
    if unknown := unknown_groups(settings.SECOND_FACTOR_ROLES):
        raise CommandError(
            f"SECOND_FACTOR_ROLES: there is no group {', '.join(map(repr, unknown))}. "
            "Write names of groups, or none."
        )


def static_fingerprint() -> str:
    """Changes when a static file comes, goes or changes, or the way they are kept does."""
    digest = hashlib.sha256(repr((settings.STORAGES, UNUSED)).encode())
    for finder in get_finders():
        for path, storage in finder.list(UNUSED):
            modified = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {storage.size(path)} {modified}\n".encode())
    return digest.hexdigest()
