import pytest
from django.db import models

from cooperation.models.base import Record
from cooperation.publishing import generation
from tests.guards import rows


@pytest.fixture(scope="module")
def world(shared) -> dict[type[models.Model], Record]:
    """Two public records of each kind, with every part and every link filled."""
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    rows.write_roots(rows.OPEN, rows.PUBLIC, named=first)
    rows.index()
    # They were written past publishing, and counts are kept until something is published.
    generation.renew_generation(rows.LONG_AGO)
    return first
