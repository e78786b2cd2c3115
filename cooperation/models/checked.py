"""All check constraints of a row asked of the database in one question."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.db import models, router
from django.db.models import BaseConstraint, CheckConstraint, Q


class CheckedModel(models.Model):
    """Asks about each check constraint by itself only where not all of them are met.

    Django puts one question each, with every column of the row in it: a third of a save.
    """

    _meets_checks = False

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        self._meets_checks = self._ask(exclude)
        try:
            super().validate_constraints(exclude=exclude)
        finally:
            self._meets_checks = False

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[BaseConstraint]]]:
        found = super().get_constraints()
        if not self._meets_checks:
            return found
        return [
            (model, [one for one in constraints if not isinstance(one, CheckConstraint)])
            for model, constraints in found
        ]

    def _ask(self, exclude: Collection[str] | None) -> bool:
        values = self._get_field_expression_map(meta=self._meta, exclude=exclude)
        condition, names = _checks(type(self), frozenset(values))
        if not names:
            return True
        using = router.db_for_write(type(self), instance=self)
        return condition.check({name: values[name] for name in names}, using=using)


@cache
def _checks(model: type[models.Model], shown: frozenset[str]) -> tuple[Q, frozenset[str]]:
    """Return what the check constraints of these columns ask together, and of which of them.

    One that is about a column that a form does not show is left out: Django passes it.
    """
    checks = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    conditions: list[Any] = [check.condition for check in checks]
    asked = [one for one in conditions if shown.issuperset(one.referenced_base_fields)]
    condition = Q(*asked)
    return condition, frozenset(condition.referenced_base_fields) if asked else frozenset()
