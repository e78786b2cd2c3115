"""Records that are published in one act because they name each other."""

from collections.abc import Collection

from cooperation.models.base import Record
from cooperation.publishing.references import named_by
from cooperation.vocabulary.workflow import State


def with_unpublished_named(records: Collection[Record]) -> list[Record]:
    """Return the records with every unpublished record that they name, directly or not."""
    found = list(dict.fromkeys(records))
    for record in found:
        found += [
            named
            for _place, named in dict.fromkeys(named_by(record))
            if named.state != State.PUBLISHED and named not in found
        ]
    return list(dict.fromkeys(found))
