"""Columns computed from another column of the same row, right however the row is saved."""

from collections.abc import Callable
from typing import Any

from django.db import models


class DerivedMixin:
    """A column whose value is `compute(value of source)`, written whenever the source is."""

    def __init__(
        self,
        *args: Any,
        source: str = "",
        compute: Callable[[str], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.source, self.compute = source, compute
        kwargs |= {"null": True, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.compute(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class DerivedDateField(DerivedMixin, models.DateField):
    pass


class DerivedIntegerField(DerivedMixin, models.PositiveIntegerField):
    pass


class DerivedQuerySet(models.QuerySet):
    """Keeps derived columns right in `update()` and `bulk_update()`, which skip `pre_save`.

    Raises TypeError when a source column is set to an expression: its value is not known here.
    """

    def update(self, **kwargs: Any) -> int:
        for field in self._derived_from(kwargs):
            if field.name in kwargs:
                continue
            value = kwargs[field.source]
            if hasattr(value, "resolve_expression"):
                raise TypeError(f"Set {field.source} to a value; {field.name} is computed from it.")
            source = self.model._meta.get_field(field.source)
            kwargs[field.source] = source.get_prep_value(value)
            kwargs[field.name] = field.compute(value)
        return super().update(**kwargs)

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):  # type: ignore[no-untyped-def]
        objs = tuple(objs)
        derived = self._derived_from(fields)
        for obj in objs:
            for field in derived:
                field.pre_save(obj, add=False)
        names = [*fields, *(field.name for field in derived if field.name not in fields)]
        return super().bulk_update(objs, names, batch_size=batch_size)

    bulk_update.alters_data = True

    def _derived_from(self, names) -> list[Any]:  # type: ignore[no-untyped-def]
        return [
            field
            for field in self.model._meta.local_fields
            if isinstance(field, DerivedMixin) and field.source in names
        ]
