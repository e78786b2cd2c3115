"""Editors of a register that stands beside the one of the tests; run as a module in its place."""

import itertools
import os
import sys
from typing import NoReturn

import django
from django.test import Client


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def make() -> None:
    """Make one person with parts, live, and print its key and a session of each of two editors."""
    from cooperation.models import OtherName  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    person = factories.make_person(name="Chan Dara", parts=[OtherName(name="Dara C.")])
    print(person.pk)
    for number in (1, 2):
        client = Client()
        client.force_login(factories.make_user(group="publisher", username=f"editor{number}"))
        print(client.cookies["session"].value)


def titles() -> None:
    """Print the titles of all that editors saved, the oldest first."""
    from cooperation.models import Revision  # noqa: PLC0415

    for title in Revision.objects.exclude(user=None).order_by("pk").values_list("title", flat=True):
        print(title)


def write() -> None:
    """At each line that comes in, let a child save records, one line for each, until it dies."""
    for number, _line in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            _save_for_ever(number)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("killed", flush=True)


def _save_for_ever(child: int) -> NoReturn:
    from cooperation.models import OtherName  # noqa: PLC0415
    from cooperation.publishing import drafts, revisions  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    for number in itertools.count():
        name = f"Person {child}-{number}"
        person = factories.make_person(name=name, parts=[OtherName(name="Alias")])
        print(name, flush=True)
        content = revisions.take_snapshot(person)
        changed = content | {"fields": content["fields"] | {"name_en": f"{name}, changed"}}
        drafts.save_draft(person, changed, by=None, at=factories.AT)
        print(f"{name}, changed", flush=True)


def kept() -> None:
    """Print the titles of all revisions."""
    from cooperation.models import Revision  # noqa: PLC0415

    print("\n".join(Revision.objects.values_list("title", flat=True)))


if __name__ == "__main__":
    set_up()
    {"make": make, "titles": titles, "write": write, "kept": kept}[sys.argv[1]]()
