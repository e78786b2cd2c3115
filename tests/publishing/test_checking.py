"""A change that went past publishing is found and named."""

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import Event, Item
from cooperation.publishing.checking import differences
from tests import factories

pytestmark = pytest.mark.django_db


def test_records_made_through_publishing_stand_as_their_revisions_say(capsys):
    factories.make_event(date="2022-02-17")
    call_command("check_revisions")
    assert capsys.readouterr().out == "Every record stands as its last revision says.\n"


def test_a_value_changed_past_publishing_is_named():
    event = factories.make_event(date="2022-02-17")
    Event.objects.filter(pk=event.pk).update(date="2023")
    assert [str(found) for found in differences()] == [
        "event a-meeting: fields.date is '2023', was '2022-02-17'"
    ]
    with pytest.raises(CommandError, match="1 values stand in the register without a revision"):
        call_command("check_revisions")


def test_a_part_added_past_publishing_is_named():
    event = factories.make_event()
    kind = factories.make_term(scheme="item-kind", code="topic")
    item = Item.objects.create(event=event, kind=kind, text_en="Wages")
    assert [found.place for found in differences()] == ["parts.item"]
    assert next(differences()).in_database[0]["id"] == str(item.pk)
