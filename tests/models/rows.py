"""Rows for the tests of constraints, and how they become what is refused."""

import datetime as dt

from django.db import models

from cooperation.models import Term
from cooperation.vocabulary.term import SchemeCode
from tests import factories

NOON = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)


def term(scheme: str = SchemeCode.THEME, code: str = "wages") -> Term:
    return factories.make_term(scheme=scheme, code=code)


def changed(record: models.Model, **values: object) -> models.Model:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def own_parent(record: models.Model) -> models.Model:
    return changed(record, parent=record)
