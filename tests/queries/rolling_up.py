"""What the tests of roll-ups share: the rows that a record shows of others, and their cost."""

from dataclasses import replace
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.documents.loading import Loader
from cooperation.documents.records import Subject
from cooperation.models.base import Record
from cooperation.queries.programme import PROGRAMMES
from cooperation.queries.records import record_detail
from tests.factories import AT


def shown(record: Record, subject: Subject = PROGRAMMES) -> dict[str, Any]:
    found = record_detail(subject, {"slug": record.slug}, Loader(at=AT))
    assert found is not None
    return found


def held(
    record: Record, name: str, *names: str, subject: Subject = PROGRAMMES
) -> list[tuple[str, str, str]]:
    """Return the rows of a roll-up: what each says under the names, and by what it is held."""
    found = []
    for row in shown(record, subject)[f"rolled_up_{name}"]:
        value = row
        for key in names:
            value = value[key]
        found.append((value, row["via"]["kind"]["code"], row["via"]["record"]["name"]))
    return found


def counts(record: Record, names: tuple[str, ...], subject: Subject = PROGRAMMES) -> dict[str, int]:
    found = shown(record, subject)
    return {name: found[f"rolled_up_{name}_count"] for name in names}


def cost(record: Record, subject: Subject = PROGRAMMES) -> int:
    with CaptureQueriesContext(connection) as queries:
        shown(record, subject)
    return len(queries)


def own(subject: Subject) -> Subject:
    """Return the subject without what it shows of others."""
    kept = tuple(item for item in subject.collections if item.reach is None)
    return replace(subject, collections=kept)
