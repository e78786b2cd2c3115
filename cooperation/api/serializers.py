"""The shapes of answers, for the OpenAPI document: made from what `queries` shows."""

from functools import cache
from typing import Any

from django.db import models
from rest_framework import serializers

from cooperation.documents.parts import TAGS
from cooperation.kinds.base import Kind
from cooperation.kinds.shapes import Shape
from cooperation.vocabulary.wording import Wording


class Code(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class WhoseWords(serializers.Serializer):
    code = serializers.ChoiceField(
        choices=Wording.values,
        help_text="ours: put so by the register; verbatim: as printed in the source.",
    )
    name = serializers.CharField()


class Reference(serializers.Serializer):
    """Another record, by its lasting id, its address and its name."""

    type = serializers.CharField()
    uid = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = Code(allow_null=True)
    url = serializers.URLField()
    constituent = serializers.CharField(
        required=False, allow_null=True, help_text="Organisations only."
    )
    acronym = serializers.CharField(
        required=False, allow_null=True, help_text="Organisations only."
    )
    area = serializers.CharField(
        required=False, allow_null=True, help_text="Posts only: for which part of the world."
    )
    wording = WhoseWords(required=False, help_text="Statements only: whose words the name is in.")


class UncertainDate(serializers.Serializer):
    """A date as exact as its source: EDTF (ISO 8601-2), its bounds and words."""

    edtf = serializers.CharField(allow_null=True)
    earliest = serializers.DateField(allow_null=True, help_text="Null: unbounded.")
    latest = serializers.DateField(allow_null=True, help_text="Null: unbounded.")
    text = serializers.CharField()
    as_stated = serializers.CharField(allow_null=True, help_text="The source's own words.")


class Citation(serializers.Serializer):
    """The passage of a source that a record, a field or a part rests on."""

    uid = serializers.UUIDField()
    source = Reference()  # type: ignore[assignment]  # the field of that name is not used
    locator_type = Code(allow_null=True)
    locator = serializers.CharField(allow_null=True)
    field = serializers.CharField(allow_null=True)
    part = serializers.UUIDField(allow_null=True)
    stance = Code()
    stated_value = serializers.CharField(
        allow_null=True, help_text="Where this source says something else than the record."
    )
    note = serializers.CharField(allow_null=True)


class OtherName(serializers.Serializer):
    uid = serializers.UUIDField()
    name = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    citations = Citation(many=True)


class Tag(serializers.Serializer):
    uid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    citations = Citation(many=True)


class Marker(Tag):
    significance = serializers.IntegerField(allow_null=True)


class Link(serializers.Serializer):
    """A link to another record; "in" where the other record states it."""

    uid = serializers.UUIDField()
    record = Reference()
    kind = Code()
    direction = serializers.ChoiceField(choices=["out", "in"])
    citations = Citation(many=True)


class Via(serializers.Serializer):
    """Whose a row is that a record shows without its being the record's own."""

    kind = Code(help_text="`part` of the record, or an `event` of it or of its parts.")
    record = Reference()


class Error(serializers.Serializer):
    detail = serializers.CharField()


def part_serializer(shape: Shape, **more: serializers.Field) -> type[serializers.Serializer]:
    """Return the serializer of a kind of part."""
    fields: dict[str, Any] = {"uid": serializers.UUIDField(), **_fields(shape)}
    if any(field.name == "posts" for field in shape.model._meta.many_to_many):
        fields["posts"] = Reference(many=True)
    return _serializer(shape.model, "Part", {**fields, **more, "citations": Citation(many=True)})


def row_serializer(kind: Kind, **more: serializers.Field) -> type[serializers.Serializer]:
    """Return the serializer of a record in a list; `more` are the fields that are computed."""
    fields = _common(kind) | more | {"other_names": OtherName(many=True)}
    fields["translations"] = translations_serializer(kind.model.__name__, kind.shape)
    if kind.is_tagged:
        fields |= {name: Tag(many=True) for name in TAGS} | {"markers": Marker(many=True)}
    return _serializer(kind.model, "Row", fields)


def brief_serializer(kind: Kind, **more: serializers.Field) -> type[serializers.Serializer]:
    """Return the serializer of a record inside another's detail."""
    return _serializer(kind.model, "Brief", _common(kind) | more)


@cache
def rolled_up(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """Return the serializer of a row that a record shows of its parts and events."""
    name = item.__name__.removesuffix("Part").removesuffix("Brief")
    return type(f"RolledUp{name}", (item,), {"via": Via()})


def _common(kind: Kind) -> dict[str, Any]:
    places = {"places": Code(many=True)} if kind.has_places else {}
    return {
        "type": serializers.CharField(),
        "uid": serializers.UUIDField(),
        "slug": serializers.CharField(),
        "url": serializers.URLField(),
        "kind": Code(allow_null=True),
        **_fields(kind.shape),
        **places,
        "published_at": serializers.DateTimeField(),
        "updated_at": serializers.DateTimeField(),
        "citations": Citation(many=True),
    }


def translations_serializer(name: str, shape: Shape, *more: str) -> serializers.Serializer:
    """Return the serializer of a record's texts in both languages; `more` are further texts."""
    texts = {
        text: serializers.CharField(allow_null=True)
        for text in (*(shape.names.get(own, own) for own in shape.texts), *more)
    }
    one = type(f"{name}Texts", (serializers.Serializer,), texts)
    both = type(f"{name}Translations", (serializers.Serializer,), {"en": one(), "km": one()})
    return both()


def _fields(shape: Shape) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in shape.texts:
        fields[name] = serializers.CharField(allow_null=True)
    for name in shape.plain:
        fields[name] = _plain(shape.model._meta.get_field(name))
    for name in shape.dates:
        fields[name] = UncertainDate(allow_null=True)
    for name in (*shape.choices, *shape.terms, *shape.places):
        fields[name] = Code(allow_null=True)
    for name in shape.links:
        fields[name] = Reference(allow_null=True)
    return {shape.names.get(name, name): field for name, field in fields.items()}


def _plain(field: Any) -> serializers.Field:
    match field:
        case models.BooleanField():
            return serializers.BooleanField()
        case models.DecimalField():
            return serializers.FloatField(allow_null=True)
        case models.IntegerField():
            return serializers.IntegerField(allow_null=True)
        case models.DateTimeField():
            return serializers.DateTimeField(allow_null=True)
        case models.DateField():
            return serializers.DateField(allow_null=True)
        case models.TimeField():
            return serializers.TimeField(allow_null=True)
        case models.URLField():
            return serializers.URLField(allow_null=True)
        case _:
            return serializers.CharField(allow_null=True)


def _serializer(
    model: type[models.Model], suffix: str, fields: dict[str, Any]
) -> type[serializers.Serializer]:
    return type(f"{model.__name__}{suffix}", (serializers.Serializer,), fields)
