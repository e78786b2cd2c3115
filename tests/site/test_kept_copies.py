"""No copy that was kept of a record outlives the act that ends what it shows."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cooperation.models import (
    ImportBatch,
    ImportRecord,
    Person,
    Preview,
    PublicRecord,
    Revision,
    User,
)
from cooperation.publishing import (
    drafts,
    generation,
    merging,
    preview_links,
    previews,
    redacting,
    revisions,
    workflow,
)
from cooperation.vocabulary.importing import BatchState, Outcome
from cooperation.web.rendering import preview_address
from tests import factories, files
from tests.admin import desk

pytestmark = pytest.mark.django_db
NAME, DRAFTED = "Sok Pisey", "Sok Piseth"
ENDED, LED_ON, LED_ON_IN_THE_API, UNCHANGED = 404, 301, 308, 304


@dataclass
class Copies:
    """A live person with a picture, a change that waits, and the addresses of all copies."""

    person: Person
    maker: User
    rest: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


def preview_of(record: Any, html: str, by: User) -> str:
    kept = previews.save_preview(record, html, by=by, at=timezone.now() - dt.timedelta(hours=1))
    return preview_address(kept.pk)


@pytest.fixture
def copies() -> Copies:
    maker = factories.make_user(group="contributor")
    picture = files.picture()
    person = factories.make_person(name=NAME, slug="sok-pisey", parts=[picture])
    content = revisions.take_snapshot(person)
    changed = content | {"fields": content["fields"] | {"name_en": DRAFTED}}
    drafts.save_draft(person, changed, by=maker, at=factories.AT)
    page, file = person.get_absolute_url(), f"media/{picture.file.name}"
    own = preview_of(person, f'{NAME} <img src="{file}">', maker)
    event = factories.make_event(title="A forum", published=False)
    batch = ImportBatch.objects.create(
        table="people", by=maker, state=BatchState.DONE, columns=["name_en"], refused=1,
        made_at=factories.AT, changed_at=factories.AT,
    )  # fmt: skip
    ImportRecord.objects.create(
        batch=batch, number=1, record_uid=person.uid, outcome=Outcome.REFUSED,
        rows=[[2, {"name_en": NAME}]],
    )  # fmt: skip
    found = Copies(person, maker, desk.page("rest_csv", ImportBatch, batch.pk))
    found.addresses = {
        "preview": own,
        "file of the preview": own + file,
        "preview of another record": preview_of(event, f'<a href="{page}">{NAME}</a>', maker),
        "page": page,
        "detail of the API": f"/api/v1/people/{person.slug}/",
        "card": f"/cards/people/{person.slug}.png",
        "file": f"/{file}",
    }
    for name, address in found.addresses.items():
        answer = Client().get(address)
        assert answer.status_code == 200, name
        files.content_of(answer)
        found.tags[name] = answer.get("ETag", "")
    return found


def withdraw(copies: Copies) -> None:
    workflow.withdraw(copies.person, by=None, at=timezone.now())


def expire(copies: Copies) -> None:
    for model in (Person, PublicRecord):
        rows = model.objects.filter(uid=copies.person.uid)
        rows.update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    generation.renew_generation(timezone.now())


def merge(copies: Copies) -> None:
    drafts.discard(copies.person, by=None, at=timezone.now())
    other = factories.make_person(name="Sok Piseyy", slug="other")
    merging.merge(other, copies.person, by=None, at=timezone.now())


def delete(copies: Copies) -> None:
    workflow.delete(copies.person, by=None, at=timezone.now())


def redact(copies: Copies) -> None:
    values = redacting.values_held(Person, copies.person.uid)
    keys = [one.value.key for one in values if one.words == NAME or one.value.field == "file"]
    redacting.redact(
        Person, copies.person.uid, keys, by=None, at=timezone.now(), reason="By order of a court."
    )


def deactivate(copies: Copies) -> None:
    User.objects.filter(pk=copies.maker.pk).update(is_active=False)


def discard(copies: Copies) -> None:
    drafts.discard(copies.person, by=None, at=timezone.now())


PREVIEWS = {"preview": ENDED, "file of the preview": ENDED}
ALL_PREVIEWS = PREVIEWS | {"preview of another record": ENDED}
GONE = ALL_PREVIEWS | {"page": ENDED, "detail of the API": ENDED, "card": ENDED, "file": ENDED}
PUBLIC = dict.fromkeys(("page", "detail of the API", "card", "file"), UNCHANGED)
ACTS: dict[Callable[[Copies], None], dict[str, int]] = {
    withdraw: GONE,
    expire: GONE,
    delete: GONE,
    merge: ALL_PREVIEWS
    | {"page": LED_ON, "detail of the API": LED_ON_IN_THE_API, "card": LED_ON, "file": UNCHANGED},
    # Its address goes with the name that it was made of.
    redact: GONE,
    deactivate: ALL_PREVIEWS | PUBLIC,
    # Another record's page shows what is live of this one, and that stays.
    discard: PREVIEWS | {"preview of another record": 200} | PUBLIC,
}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(act, marks=[pytest.mark.past_publishing] if act is expire else [])
        for act in ACTS
    ],
    ids=lambda act: act.__name__,
)
def test_an_act_reaches_every_copy(copies, act):
    act(copies)
    answers = {}
    for name, address in copies.addresses.items():
        answer = Client().get(address, headers={"if-none-match": copies.tags[name]})
        files.content_of(answer)
        answers[name] = answer.status_code
    assert answers == ACTS[act]


def test_an_import_brings_back_nothing_that_was_redacted(copies):
    contributor = Client()
    contributor.force_login(copies.maker)
    assert NAME in files.content_of(contributor.get(copies.rest)).decode()
    redact(copies)
    assert NAME not in files.content_of(contributor.get(copies.rest)).decode()


def test_a_closed_account_ends_its_links_for_good(copies):
    preview_links.end_of_maker(copies.maker)
    assert (Preview.objects.count(), Revision.objects.filter(user=copies.maker).exists()) == (
        0,
        True,
    )
