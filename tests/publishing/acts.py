"""What the tests of publishing share: moments, and proof that a refused act changed nothing."""

import datetime as dt
from collections.abc import Callable

import pytest

from cooperation.models import (
    Citation,
    Event,
    Generation,
    OldSlug,
    Organisation,
    OtherName,
    Revision,
)
from tests import factories

AT = factories.AT
LATER = AT + dt.timedelta(days=1)
STILL_LATER = AT + dt.timedelta(days=2)


def term(scheme: str, code: str):
    return factories.make_term(scheme=scheme, code=code)


def everything() -> dict[str, list[object]]:
    """All that a refused act must leave as it was."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Event, Organisation, Citation, OtherName, OldSlug, Revision, Generation)
    }


def refused(act: Callable[[], object], error: type[Exception]) -> str:
    before = everything()
    with pytest.raises(error) as refusal:
        act()
    assert everything() == before
    return str(refusal.value)


def revisions(record: object) -> list[tuple[str, bool]]:
    rows = Revision.objects.filter(record_uid=record.uid).order_by("id")
    return list(rows.values_list("action", "is_public"))
