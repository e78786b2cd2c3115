from rest_framework import serializers

from cooperation.api import serializers as shapes
from cooperation.vocabulary.holding import Basis


class SeenIn(serializers.Serializer):
    """An event or statement that shows the person in the post."""

    date = shapes.UncertainDate(allow_null=True)
    record = shapes.Reference()
    citations = shapes.Citation(many=True)


class _Held(serializers.Serializer):
    uid = serializers.UUIDField()
    period = shapes.UncertainDate(allow_null=True, help_text="As a source states it.")
    acting = serializers.BooleanField()
    first_seen = shapes.UncertainDate(allow_null=True)
    last_seen = shapes.UncertainDate(allow_null=True)
    basis = serializers.ChoiceField(
        choices=[basis.value for basis in Basis],
        allow_null=True,
        help_text="How the register knows; null: no source dates it.",
    )
    seen_in = SeenIn(many=True, help_text="The sightings that the basis rests on.")
    citations = shapes.Citation(many=True)


class Holder(_Held):
    """Someone who held a post. What was seen never enters the stated period."""

    person = shapes.Reference()


class OnDay(serializers.Serializer):
    """What is told, for a day, of all who are on record in a post and are not its holders then."""

    day = serializers.DateField()
    not_held = Holder(many=True, help_text="A source states periods that leave the day out.")
    no_source_says = Holder(many=True)


class HeldPost(_Held):
    """A post that someone held. What was seen never enters the stated period."""

    post = shapes.Reference()
