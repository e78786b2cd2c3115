from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.kinds.registry import NUMBERED
from cooperation.queries.resources import CHANGE_LIST


class ChangeRow(serializers.Serializer):
    change = serializers.ChoiceField(choices=["published", "withdrawn"])
    type = serializers.ChoiceField(choices=[*NUMBERED.values()])
    uid = serializers.UUIDField()
    at = serializers.DateTimeField(help_text="When the public could last see it change.")
    record = shapes.Reference(allow_null=True, help_text="Null for what is withdrawn.")


class ChangeViewSet(RecordViewSet):
    """Every record that is public or was, with its last change, the newest first.

    To keep a copy up to date, ask for what changed since the newest `at` that you hold, and
    forget what is withdrawn: of that, nothing but its permanent id, type and moment is told.
    """

    resource = CHANGE_LIST
    row = ChangeRow
