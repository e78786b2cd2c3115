"""Columns computed from another column of the same row, right however the row is saved."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from cooperation.models.checked import CheckedModel


class DerivedMixin:
    """A column whose value is `compute(*values of sources)`, written whenever one of them is.

    One source is given as `source`.
    """

    def __init__(
        self,
        *args: Any,
        source: str = "",
        sources: Sequence[str] = (),
        compute: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.sources, self.compute = tuple(sources) or (source,), compute
        kwargs |= {"null": True, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.derive({name: getattr(model_instance, name) for name in self.sources})
        setattr(model_instance, self.attname, value)
        return value

    def derive(self, given: Mapping[str, Any]) -> Any:
        """Return the value for what is given; raises TypeError where a source is no value there."""
        values = []
        for name in self.sources:
            if name not in given or hasattr(given[name], "resolve_expression"):
                raise TypeError(f"Set {name} to a value; {self.name} is computed from it.")
            values.append(self.model._meta.get_field(name).to_python(given[name]) or "")
        return self.compute(*values)


class DerivedDateField(DerivedMixin, models.DateField):
    pass


class DerivedIntegerField(DerivedMixin, models.PositiveIntegerField):
    pass


class DerivedTextField(DerivedMixin, models.TextField):
    pass


def derived_from(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    """Return the derived columns of the named fields."""
    names = frozenset(names)
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, DerivedMixin) and not names.isdisjoint(field.sources)
    ]


class DerivedModel(CheckedModel):
    """Keeps derived columns right in a save of some fields, and in checks before any save."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            names = frozenset(update_fields)
            update_fields = names | {field.name for field in derived_from(type(self), names)}
        elif deferred := self.get_deferred_fields():
            # Django writes what was loaded or set since, and would leave the others as they are.
            self._derive({field.name for field in self._meta.local_fields} - deferred)
        super().save(*args, update_fields=update_fields, **kwargs)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # A form excludes what it does not show; derived columns follow from what it shows.
        hidden = set(exclude or ())
        shown = {field.name for field in self._meta.local_fields} - hidden
        super().validate_constraints(exclude=hidden - self._derive(shown))

    def _derive(self, sources: Collection[str]) -> set[str]:
        derived = derived_from(type(self), sources)
        for field in derived:
            field.pre_save(self, add=False)
        return {field.name for field in derived}


class DerivedQuerySet(models.QuerySet):
    """Keeps derived columns right in bulk operations, which write only the columns they are given.

    Raises TypeError when a source column is set to an expression, or without the other sources of
    a column: their values are not known here.
    """

    def update(self, **kwargs: Any) -> int:
        for field in derived_from(self.model, kwargs):
            if field.name not in kwargs:
                kwargs[field.name] = field.derive(kwargs)
        return super().update(**kwargs)

    update.alters_data = True

    def bulk_create(self, objs, *args, update_fields=None, **kwargs):  # type: ignore[no-untyped-def]
        if update_fields:
            derived = derived_from(self.model, update_fields)
            update_fields = [*update_fields, *(field.name for field in derived)]
        return super().bulk_create(objs, *args, update_fields=update_fields, **kwargs)

    bulk_create.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):  # type: ignore[no-untyped-def]
        objs = tuple(objs)
        derived = derived_from(self.model, fields)
        for obj in objs:
            for field in derived:
                field.pre_save(obj, add=False)
        names = [*fields, *(field.name for field in derived if field.name not in fields)]
        return super().bulk_update(objs, names, batch_size=batch_size)

    bulk_update.alters_data = True
