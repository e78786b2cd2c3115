"""Publishes and follows what is published, each in a process of its own: run as a module."""

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path

import django

ROUNDS = 12
PAUSE = 0.05
SOON = dt.timedelta(milliseconds=40)
DONE = "done"


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def make() -> None:
    from tests import factories  # noqa: PLC0415

    factories.make_event(title="The first", slug="first")


def publish(name: str) -> None:
    """Publish events one by one; every third goes live soon, every fifth is withdrawn again."""
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from cooperation.models import Source  # noqa: PLC0415
    from cooperation.publishing import workflow  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    with connection.cursor() as cursor:
        # On a machine that has much else to do a turn may be long in coming.
        cursor.execute("SET lock_timeout = '60s'")
    source = Source.objects.get()
    for number in range(ROUNDS):
        event = factories.make_event(title=f"{name} {number}", source=source, published=False)
        if number % 3 == 0:
            event.go_live_at = timezone.now() + SOON
            event.save()
        workflow.publish(event, by=None)
        if number % 5 == 0:
            workflow.withdraw(event, by=None)


def follow() -> None:
    """Ask for changes by number until the others are done, and print what was told last of each."""
    done = Path(os.environ["REGISTER_DATA"], DONE)
    after, held, is_last = 0, {}, False
    while not is_last:
        is_last = done.exists()
        after = _follow(after, held)
        time.sleep(PAUSE)
    print(json.dumps(held))


def _follow(after: int, held: dict[str, str]) -> int:
    from django.utils import timezone  # noqa: PLC0415

    from cooperation.documents.loading import Loader  # noqa: PLC0415
    from cooperation.queries.change_numbers import Numbers, changes_after  # noqa: PLC0415
    from cooperation.queries.changes import rows_of  # noqa: PLC0415

    while changes := changes_after(after, Numbers.at_present(), ["event"], 3):
        for row in rows_of(changes, Loader(at=timezone.now())):
            held[row["uid"]] = row["change"]
        after = changes[-1].number
    return after


def told() -> None:
    """Print what the public sees, or saw, of all events."""
    from cooperation.models import Event, Withdrawn  # noqa: PLC0415

    live = {
        str(uid): "published" for uid in Event.objects.published().values_list("uid", flat=True)
    }
    gone = Withdrawn.objects.values_list("record_uid", flat=True)
    print(json.dumps({str(uid): "withdrawn" for uid in gone} | live))


if __name__ == "__main__":
    set_up()
    act, *given = sys.argv[1:]
    {"make": make, "publish": publish, "follow": follow, "told": told}[act](*given)
