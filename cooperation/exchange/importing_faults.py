"""What the models refuse in an entry of a snapshot, found without writing it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constraints import CheckConstraint, UniqueConstraint

from cooperation.models.base import Part, Record
from cooperation.models.content import Content
from cooperation.models.derived import derived_from
from cooperation.publishing import integrity
from cooperation.publishing.errors import InvalidRecord

UNIQUE = {"iati_identifier"}
MOST_REMEMBERED = 50_000
# Keys of rows that no database has: the row itself, and whatever else it names.
ITSELF, ANOTHER = 0, -1


class Faults:
    """Asks each constraint once for each set of values; a table has few of them."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[Any, ...]], str] = {}

    def of(self, model: type[models.Model], entry: Content, uid: str, owner: str = "") -> list[str]:
        """Return what is wrong with an entry as a whole, whose fields are right each for itself.

        What the model fills in by itself is filled in.
        """
        row = _instance(model, entry, uid, owner)
        if model.clean is not models.Model.clean:
            row.clean()
            for field in _plain_fields(model):
                if field.name in entry["fields"] and isinstance(field, models.CharField):
                    entry["fields"][field.name] = getattr(row, field.attname)
        for derived in derived_from(model, {field.name for field in model._meta.fields}):
            derived.pre_save(row, add=False)
        return [text for text in self._of_constraints(row) if text]

    def of_root(self, model: type[Record], content: Content, uid: str) -> list[str]:
        """Return the same for a root, and what other records have against it."""
        found = self.of(model, content, uid)
        for field in model._meta.fields:
            value = content["fields"].get(field.name)
            if value and field.unique and field.name in UNIQUE:
                others = model._default_manager.filter(**{field.name: value}).exclude(uid=uid)
                if others.exists():
                    labels = {"model_name": model._meta.verbose_name, "field_label": field.name}
                    found.append(str(field.error_messages["unique"] % labels))
        return found + _lies_within_itself(model, content, uid)

    def _of_constraints(self, row: models.Model) -> Iterator[str]:
        for constraint in row._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                names = sorted(constraint.condition.referenced_base_fields)  # type: ignore[union-attr]
                fields: list[Any] = [row._meta.get_field(name) for name in names]
                values = tuple(getattr(row, field.attname) for field in fields)
                key = (constraint.name, values)
                if key not in self._found:
                    if len(self._found) > MOST_REMEMBERED:
                        self._found.clear()
                    self._found[key] = _refusal(constraint, row)
                yield self._found[key]


def repeated_parts(model: type[Part], entries: list[Content]) -> Iterator[tuple[Content, str]]:
    """Give each part that says again what one record, or the register, may say once."""
    unique = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    # One for each kind of owner says the same.
    rules = {tuple(name for name in c.fields if name not in model.owner_fields): c for c in unique}
    for names, constraint in rules.items():
        seen: set[tuple[Any, ...]] = set()
        for entry in entries:
            values = tuple(entry["fields"].get(name) for name in names)
            if values in seen:
                yield entry, str(constraint.get_violation_error_message())
            seen.add(values)


def _lies_within_itself(model: type[Record], content: Content, uid: str) -> list[str]:
    parent = content["fields"].get("parent")
    record = model._default_manager.filter(uid=uid).first() if parent else None
    if record is None:
        return []
    record.parent = model._default_manager.filter(uid=parent).first()  # type: ignore[attr-defined]
    try:
        integrity.check_integrity(record)
    except InvalidRecord as error:
        return [str(error)]
    return []


def _refusal(constraint: CheckConstraint, row: models.Model) -> str:
    try:
        constraint.validate(type(row), row)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _plain_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.fields if not field.is_relation]


def _instance(model: type[models.Model], entry: Content, uid: str, owner: str) -> models.Model:
    given = entry["fields"]
    row = model()
    for field in _plain_fields(model):
        if field.name in given:
            setattr(row, field.attname, field.to_python(given[field.name]))
    for field in model._meta.fields:
        if field.is_relation:
            named = given.get(field.name)
            setattr(row, field.attname, named and (ITSELF if named == uid else ANOTHER))
    if owner:
        setattr(row, f"{owner}_id", ITSELF)
    else:
        row.pk = ITSELF
    return row
