"""The page on which an administrator takes values out of a record's history."""

import pytest
from django.urls import reverse
from lxml import html

from cooperation.models import Event, Revision
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def redaction(record):
    return reverse("admin:cooperation_revision_redact", args=[record.uid])


def boxes(response) -> dict[str, str]:
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    return {
        tree.xpath(f"string(//label[@for='{box.get('id')}'])"): box.get("value")
        for box in tree.xpath("//input[@name='values']")
    }


def test_an_administrator_takes_a_value_out(administrator):
    event = factories.make_event(title="A forum", summary="Said by Sok Pisey.")
    chosen = boxes(administrator.get(redaction(event)))["Said by Sok Pisey."]
    values = {"values": [chosen], "reason": "A complaint.", "is_certain": "on"}
    response = administrator.post(redaction(event), values, follow=True)
    assert desk.messages(response) == ["The values are taken out, everywhere."]
    assert "Sok Pisey" not in response.content.decode()
    assert Event.objects.get().summary_en == ""
    last = Revision.objects.filter(record_uid=event.uid).first()
    assert (last.action, last.reason) == ("redact", "A complaint.")


@pytest.mark.parametrize("missing", ["values", "reason", "is_certain"])
def test_nothing_is_taken_out_by_halves_and_nothing_typed_is_lost(administrator, missing):
    event = factories.make_event(title="A forum", summary="Said by Sok Pisey.")
    chosen = boxes(administrator.get(redaction(event)))["Said by Sok Pisey."]
    values = {"values": [chosen], "reason": "A complaint.", "is_certain": "on"}
    del values[missing]
    response = administrator.post(redaction(event), values)
    assert response.context["form"].errors.keys() == {missing}
    page = html.fromstring(response.content.decode())
    typed = page.xpath("//input[@name='reason']/@value") == ["A complaint."]
    ticked = page.xpath("//input[@name='values'][@checked]/@value") == [chosen]
    assert (typed, ticked) == (missing != "reason", missing != "values")
    assert Event.objects.get().summary_en == "Said by Sok Pisey."


@pytest.mark.parametrize("group", ["", "contributor", "publisher"])
def test_nobody_else_sees_or_sends_the_page(sign_in, group):
    event = factories.make_event(title="A forum")
    client = sign_in(group)
    assert client.get(redaction(event)).status_code in (403, 404)
    assert client.post(redaction(event), {}).status_code in (403, 404)
    if group:
        history = client.get(desk.page("history", Event, event.pk)).content.decode()
        assert redaction(event) not in history


def test_a_refusal_is_said_on_the_page(administrator):
    event = factories.make_event(start_time="09:30", time_zone="Asia/Phnom_Penh")
    chosen = boxes(administrator.get(redaction(event)))["Asia/Phnom_Penh"]
    values = {"values": [chosen], "reason": "A complaint.", "is_certain": "on"}
    response = administrator.post(redaction(event), values)
    assert desk.messages(response) == ["A time needs its time zone, such as Asia/Phnom_Penh."]
