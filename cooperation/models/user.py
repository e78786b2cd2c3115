from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser, Group


class User(AbstractUser):
    """Someone who edits the register. Readers have no account."""


def unknown_groups(names: Iterable[str]) -> list[str]:
    """Return those of the names that no group has."""
    return sorted(set(names) - set(Group.objects.values_list("name", flat=True)))
