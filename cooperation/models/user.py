from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser, Group
from django.utils.translation import gettext_lazy as _

from cooperation.models.texts import LineField


class User(AbstractUser):
    """Someone who edits the register. Readers have no account."""

    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)


def unknown_groups(names: Iterable[str]) -> list[str]:
    """Return those of the names that no group has."""
    return sorted(set(names) - set(Group.objects.values_list("name", flat=True)))
