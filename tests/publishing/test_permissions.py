import pytest

from cooperation.models import (
    Revision,
    User,
)
from cooperation.publishing import workflow
from cooperation.publishing.errors import NotPermitted
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.workflow import Row
from tests import factories
from tests.publishing.acts import LATER, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("", set()),
        ("contributor", set()),
        ("publisher", {"publish", "withdraw", "delete", "save live"}),
        ("administrator", {"publish", "withdraw", "delete", "save live"}),
    ],
)
def test_each_group_does_what_it_may_and_nothing_else(group, allowed):
    user = factories.make_user(group=group)
    draft = factories.make_event(published=False)
    live, another = factories.make_event(), factories.make_event()
    acts = {
        "publish": lambda: workflow.publish(draft, by=user, at=LATER),
        "save live": lambda: workflow.save(Row(live), by=user, at=LATER),
        "withdraw": lambda: workflow.withdraw(live, by=user, at=LATER),
        "delete": lambda: workflow.delete(another, by=user, at=LATER),
    }
    for name, act in acts.items():
        if name in allowed:
            act()
        else:
            verb = {"save live": "publish", "withdraw": "archive"}.get(name, name)
            message = refused(act, NotPermitted)
            assert message == f"{user} has no permission to {verb} events."


def test_a_contributor_saves_drafts():
    user = factories.make_user(group="contributor")
    event = factories.make_event(published=False)
    revision = workflow.save(Row(event), by=user, at=LATER)
    assert (revision.user, revision.action) == (user, "save")


def test_a_deactivated_publisher_publishes_nothing():
    user = factories.make_user(group="publisher")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user = User.objects.get(pk=user.pk)
    event = factories.make_event(published=False)
    refused(lambda: workflow.publish(event, by=user, at=LATER), NotPermitted)


@pytest.mark.parametrize("group", ["", "contributor", "publisher", "administrator"])
def test_administrators_alone_redact(group):
    assert is_permitted(factories.make_user(group=group), "redact", Revision) == (
        group == "administrator"
    )
