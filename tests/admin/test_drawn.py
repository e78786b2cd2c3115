"""Whatever an editor may do at the desk is drawn on a page that the desk leads to."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client

from cooperation.models import ImportBatch, ImportRecord, User
from cooperation.publishing import drafts, merging, revisions, workflow
from cooperation.vocabulary.importing import BatchState, Outcome, Verdict
from tests import factories
from tests.admin import desk
from tests.admin.drawn import GET, POST, Control, Drawn, route, walk
from tests.admin.roles import OBJECT, ROWS, Role
from tests.admin.test_roles import signed_in, split
from tests.files import picture

pytestmark = pytest.mark.django_db

ROLES = (
    Role.CONTRIBUTOR,
    # It reads nearly every page of the desk.
    pytest.param(Role.PUBLISHER, marks=pytest.mark.sql),
    pytest.param(Role.ADMINISTRATOR, marks=pytest.mark.thorough),
    pytest.param(Role.SUPERUSER, marks=pytest.mark.thorough),
)
UNWRITTEN = ("draft", "importbatch", "likelypair")
NOWHERE = {
    # Where one is led who is not signed in, or who asks for what is not there.
    (GET, "login/"),
    (POST, "login/"),
    # Drawn for who signs in with a password.
    (GET, "password_change/"),
    (POST, "password_change/"),
    (GET, "logout/"),
    (GET, "(?P<url>.*)$"),
    (POST, "(?P<url>.*)$"),
    # Drawn, and resolved under another name.
    (GET, "^(?P<app_label>cooperation|auth)/$"),
    (POST, "^(?P<app_label>cooperation|auth)/$"),
    # What a script asks.
    *((GET, f"cooperation/{kind}/resembling/") for kind in ("organisation", "person", "post")),
    # Django's own pages of rows that have another page here.
    (GET, f"cooperation/likelypair/{OBJECT}change/"),
    *((way, f"cooperation/{kind}/{OBJECT}history/") for kind in UNWRITTEN for way in (GET, POST)),
    # An address that somebody shortened.
    *((method, key) for key in ROWS for method in (GET, POST) if key.endswith(f"/{OBJECT}")),
}


@pytest.fixture
def register(db) -> None:
    """Fill a register with what the controls of the desk are for."""
    for role in Role.CONTRIBUTOR, Role.PUBLISHER, Role.ADMINISTRATOR, Role.SUPERUSER:
        signed_in(role)
    author = User.objects.get(username="the-contributor")
    given = {"by": author, "at": factories.AT}
    for make in factories.MAKE.values():
        make(published=False)
        live = make()
        drafts.save_draft(live, revisions.take_snapshot(live), **given)
    waits = factories.make_person(name="Heng Sour", parts=[picture()])
    content = revisions.take_snapshot(waits)
    changed = content | {"fields": content["fields"] | {"name_en": "Heng Sor"}}
    drafts.save_draft(waits, changed, **given)
    drafts.submit(factories.make_person(name="Chan Darith", published=False), **given)
    workflow.withdraw(factories.make_person(name="Long Sokha"), by=None, at=factories.AT)
    workflow.delete(factories.make_person(name="Prak Thea"), by=None, at=factories.AT)
    for make in (factories.make_organisation, factories.make_person, factories.make_post):
        field = "label" if make is factories.make_post else "name"
        kept, merged = (make(**{field: f"{word} of Battambang"}) for word in ("Hall", "Court"))
        merging.merge(kept, merged, by=None, at=factories.AT)
        for name in ("Office of Kampot", "Office of Kampott"):
            make(**{field: name})
    factories.make_source(title="An article", text="The hall was full.\n\nFifty came.")
    factories.make_place()
    factories.make_report()
    Authenticator.objects.create(user=author, type=Authenticator.Type.TOTP, data={})
    for state in (BatchState.CHECKED, BatchState.CHECKING, BatchState.DONE):
        counts = {"added": 1, "faulty": int(state == BatchState.CHECKING), "refused": 1}
        batch = ImportBatch.objects.create(
            table="events",
            by=author,
            state=state,
            columns=["slug"],
            record_count=1,
            made_at=factories.AT,
            changed_at=factories.AT,
            **counts,
        )
        ImportRecord.objects.create(
            batch=batch, number=1, verdict=Verdict.ADD, outcome=Outcome.REFUSED, note="Taken."
        )


def allowed(role: Role) -> set[Control]:
    """Return what the table of roles opens to a role, less what is drawn nowhere."""
    found = set()
    for key, row in ROWS.items():
        name, is_live, button, _query = split(key)
        if isinstance(row, tuple) and not button and not is_live and not name.startswith("account"):
            reading, sending = row
            found |= {(GET, name)} if reading <= role else set()
            found |= {(POST, name)} if sending <= role else set()
    return found - NOWHERE


def acts(controls: set[Control]) -> set[Control]:
    """Return those that only act: of a page, what it takes is known from what it draws."""
    read = {name for method, name in controls if method == GET}
    return {(method, name) for method, name in controls if method == POST and name not in read}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name.lower())
def test_whatever_a_role_may_do_is_drawn_where_the_desk_leads(register, role):
    client = Client()
    client.force_login(User.objects.get(username=f"the-{role.name.lower()}"))
    drawn = walk(client)
    expected = allowed(role)
    reading = {control for control in expected if control[0] == GET}
    undrawn = sorted((reading | acts(expected)) - drawn.controls)
    assert "\n".join(map(" ".join, undrawn)) == ""
    assert refused(client, drawn, acts(expected)) == []


def refused(client: Client, drawn: Drawn, acting: set[Control]) -> list[str]:
    """Press each control that acts as its page draws it; return those that meet a refusal."""
    found = []
    for target, values in drawn.forms.items():
        if (POST, route(target)) not in acting:
            continue
        with transaction.atomic():
            answer = client.post(target, values, follow=True)
            transaction.set_rollback(True)
        said = desk.refusals(answer) if answer.status_code == 200 else [answer.status_code]
        found += [f"{target}: {text}" for text in said]
    return found
