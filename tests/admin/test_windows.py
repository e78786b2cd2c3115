"""No record that the register accepts is too long for its form."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from lxml import html

from cooperation.admin.windows import MOST_ROWS
from cooperation.models import Event, Participation
from cooperation.models.base import record_models
from cooperation.publishing import workflow
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
MANY = 1_200


@pytest.fixture
def crowd() -> Event:
    """Return an event with 1,200 participations, as an import may make it."""
    role = factories.make_term(scheme="event-role", code="participant")
    person = factories.make_person()
    event = factories.make_event(title="A congress", published=False)
    Participation.objects.bulk_create(
        Participation(
            event=event, person=person, role=role, role_as_stated_en=f"Guest {n}", position=n
        )
        for n in range(MANY)
    )
    workflow.keep_change(event, by=None, at=factories.AT)
    return event


def test_an_event_of_1200_is_opened_changed_in_one_row_and_saved(contributor, crowd):
    address = f"{desk.change_page(crowd)}?participations-from=1140"
    values = desk.filled(contributor, address)
    total = int(values["participations-TOTAL_FORMS"][0])
    assert (total, values["participations-0-role_as_stated_en"]) == (MOST_ROWS, ["Guest 1140"])
    values = desk.with_rows(
        values | {"participations-7-role_as_stated_en": "Chair", "_continue": "1"},
        "participations",
        {"person": values["participations-0-person"], "role": values["participations-0-role"],
         "role_as_stated_en": "Late guest", "position": ""},
    )  # fmt: skip
    response = contributor.post(address, values, follow=True)
    assert response.redirect_chain[-1][0].endswith("?participations-from=1140")
    stated = list(
        crowd.participations.order_by("position").values_list("role_as_stated_en", flat=True)
    )
    assert stated == [
        *(f"Guest {n}" for n in range(1147)),
        "Chair",
        *(f"Guest {n}" for n in range(1148, MANY)),
        "Late guest",
    ]


def test_the_form_leads_to_all_of_its_rows(contributor, crowd):
    seen = []
    tree = html.fromstring(contributor.get(desk.change_page(crowd)).content.decode())
    links = tree.xpath("//nav[@class='windows']//a/@href")
    assert len(links) == MANY / MOST_ROWS - 1
    for link in ("", links[0], links[-1]):
        page = contributor.get(desk.change_page(crowd) + link)
        tree = html.fromstring(page.content.decode())
        rows = tree.xpath("//input[contains(@name, '-role_as_stated_en')]/@value")
        seen.append((rows[0], rows[-1], len(rows)))
    assert seen == [
        ("Guest 0", "Guest 59", 60),
        ("Guest 60", "Guest 119", 60),
        ("Guest 1140", "Guest 1199", 60),
    ]


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_form_with_every_window_full_is_below_the_limit_of_fields(model):
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.create_superuser("keeper")
    kind = admin.site.get_model_admin(model)
    rows = 0
    for formset, _inline in kind.get_formsets_with_inlines(request):
        widgets = [field.widget for field in formset(instance=model()).empty_form.fields.values()]
        rows += sum(len(getattr(widget, "widgets", [widget])) for widget in widgets)
    assert rows * MOST_ROWS < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS * 0.9


def test_a_form_that_is_too_large_all_the_same_says_so(contributor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    person = factories.make_person()
    sent = {f"field-{n}": "" for n in range(30)}
    response = contributor.post(desk.change_page(person), sent)
    assert response.status_code == 413
    assert "holds more than 20 fields" in response.content.decode()
    assert "cannot be read" not in response.content.decode()
