from rest_framework import serializers
from rest_framework.request import Request

from cooperation.api import serializers as shapes
from cooperation.api.base import OF_EVERY_LIST, RecordViewSet
from cooperation.kinds.registry import KINDS, REFERENCE_LISTS
from cooperation.queries.resources import CHANGE_LIST
from cooperation.web.changes_after import listing_after
from cooperation.web.conditional import state_of_request
from cooperation.web.listing import Listing, empty_errors


class ChangeRow(serializers.Serializer):
    change = serializers.ChoiceField(choices=["published", "withdrawn"])
    type = serializers.ChoiceField(
        choices=[*KINDS, *REFERENCE_LISTS],
        help_text="Terms and places with `after` alone.",
    )
    uid = serializers.UUIDField()
    at = serializers.DateTimeField(help_text="When the public could last see it change.")
    record = shapes.Reference(
        allow_null=True,
        help_text="Null for what is withdrawn. The `slug` of a term or place is the end of its "
        "address in the API.",
    )
    sequence = serializers.IntegerField(
        help_text="Rises in the order in which changes became visible, with gaps.", allow_null=True
    )


class ChangeViewSet(RecordViewSet):
    """Every record that is public or was, with its last change, the newest first.

    To keep a copy up to date, ask with `after=0`, follow `next` to its end, and keep the greatest
    `sequence` that you were given: with `after` and that number you are told later of everything
    that changed since, of terms and places too, and miss nothing, whoever published at once. A
    change may be told twice, above its former number: what goes live or ends by the clock. Forget
    what is withdrawn: of that, nothing but its permanent id, type and moment is told. A name inside
    a reference belongs to the record that it refers to: when that is renamed, it alone has changed.
    By moments, `updated_since` asks for what changed since the newest `at` that you hold.
    """

    resource = CHANGE_LIST
    row = ChangeRow

    def read_listing(self, request: Request) -> Listing:
        if "after" not in request.query_params:
            return super().read_listing(request)
        return listing_after(
            request.query_params,
            state=state_of_request(request),
            known=OF_EVERY_LIST,
            refused=empty_errors(request.query_params),
        )
