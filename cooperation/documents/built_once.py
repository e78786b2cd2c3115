"""Queries that are the same for everyone: put together once, for that costs more than asking."""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec

from django.db.models import QuerySet

P = ParamSpec("P")


def built_once(build: Callable[P, QuerySet]) -> Callable[P, QuerySet]:
    """Give a copy of what was built at first.

    Only for what depends on its arguments alone: on no language, and on no clock but that of the
    database.
    """
    kept = cache(build)

    @wraps(build)
    def copied(*args: P.args, **kwargs: P.kwargs) -> QuerySet:
        # A copy, for a query keeps the rows it was asked for.
        return kept(*args, **kwargs).all()

    return copied
