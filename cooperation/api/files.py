from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.kinds.shared import DOCUMENT, PICTURE


class Licence(shapes.Code):
    url = serializers.URLField(allow_null=True, help_text="Its text; null: none of its own.")


class Rendition(serializers.Serializer):
    """A picture in one width and format."""

    url = serializers.URLField()
    media_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class Picture(
    shapes.part_serializer(
        PICTURE,
        url=serializers.URLField(help_text="The largest form."),
        media_type=serializers.CharField(),
        renditions=Rendition(many=True),
        alt=serializers.CharField(allow_null=True, help_text="Null: decorative."),
        size=serializers.IntegerField(help_text="In bytes, of the largest form."),
        licence=Licence(),
    )
):
    """A picture of a record, described for those who do not see it."""


class Document(
    shapes.part_serializer(
        DOCUMENT,
        url=serializers.URLField(),
        media_type=serializers.CharField(),
        size=serializers.IntegerField(help_text="In bytes."),
        pages=serializers.IntegerField(allow_null=True, help_text="Null: not known."),
        licence=Licence(),
    )
):
    """A document to download."""
