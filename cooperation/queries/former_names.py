"""Filters that name a record, and the names that records had once."""

from collections.abc import Iterable, Mapping
from functools import cache

from cooperation.kinds.filters import Records
from cooperation.models.base import Record
from cooperation.queries import resources
from cooperation.queries.records import moved_slugs
from cooperation.queries.resources import Resource


@cache
def naming_filters() -> dict[str, type[Record]]:
    """Return the kind of record that each such filter names; it is the same in every list."""
    lists = [item for item in vars(resources).values() if isinstance(item, Resource)]
    return {
        name: field.named
        for item in lists
        for name, field in item.filters.get_filters().items()
        if isinstance(field, Records)
    }


def present_names(asked: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Return today's slug for each former slug of a public record, by filter and former slug.

    `asked` are the values given, by filter.
    """
    return {
        (name, former): slug
        for name, slugs in asked.items()
        for former, slug in moved_slugs(naming_filters()[name], slugs).items()
    }
