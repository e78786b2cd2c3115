"""Records alone: their rows, and the first of each of their collections."""

from typing import Any

from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.files import Document, Picture
from cooperation.kinds.shared import FIGURE
from cooperation.queries.resources import Resource

ROLLED_UP = "rolled_up_"

FigurePart = shapes.part_serializer(FIGURE, text=serializers.CharField())
# Parts of several kinds of record that are shown with more than their own columns.
COMPLETED: dict[str, type[serializers.Serializer]] = {
    "figures": FigurePart,
    "pictures": Picture,
    "documents": Document,
}


def detail_serializer(
    resource: Resource,
    row_class: type[serializers.Serializer],
    **own: type[serializers.Serializer],
) -> type[serializers.Serializer]:
    """Return the serializer of a record alone: its row, and the first 50 of each collection.

    The parts of its kind are shown as their shapes say. `own` tells of the collections that are
    no parts or are shown otherwise; what is rolled up goes by the name of what it is rolled up
    from. Raises KeyError for a collection that nobody tells of.
    """
    items = {part.name: part.shape for part in resource.kind.parts}
    fields: dict[str, Any] = {}
    made: dict[str, type[serializers.Serializer]] = COMPLETED | own
    for name in (collection.name for collection in resource.subject.collections):
        rows_of = name.removeprefix(ROLLED_UP)
        if rows_of not in made:
            made[rows_of] = shapes.part_serializer(items[rows_of])
        item = made[rows_of] if rows_of == name else shapes.rolled_up(made[rows_of])
        fields[name] = item(many=True)
        fields[f"{name}_count"] = serializers.IntegerField()
        fields[f"{name}_url"] = serializers.URLField()
    return type(f"{row_class.__name__.removesuffix('Row')}Detail", (row_class,), fields)
