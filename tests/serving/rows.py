"""Makes a register of many events, in the place in which it is run as a module."""

import os

import django

COUNT = 10_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import transaction  # noqa: PLC0415

    from tests.benchmarks import growth  # noqa: PLC0415
    from tests.guards import rows  # noqa: PLC0415

    with transaction.atomic():
        rows.write_lists()
        world = rows.write_roots(rows.OPEN, rows.PUBLIC)
        rows.index()
        growth.write_events(COUNT, world)
        growth.index_events()


if __name__ == "__main__":
    main()
