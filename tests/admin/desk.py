"""Forms of the desk as a browser reads and sends them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.urls import reverse
from lxml import html

from cooperation.models import Event, Revision
from cooperation.models.base import Record
from cooperation.publishing import seen_marks
from cooperation.vocabulary.term import SchemeCode
from tests import factories


def page(view: str, model: Any, *args: Any) -> str:
    return reverse(f"admin:cooperation_{model._meta.model_name}_{view}", args=args)


def change_page(record: models.Model) -> str:
    return page("change", type(record), record.pk)


def act(client: Client, name: str, *records: Any, **more: Any) -> Any:
    """Run an action of the list over records of one kind, and return the list that follows.

    Where a page asks first, the answer is yes, with the reason given in `more`.
    """
    sent = {"action": name, "_selected_action": [record.pk for record in records]}
    address = page("changelist", type(records[0]))
    answer = client.post(
        address, sent | {"seen": seen_marks.mark_seen(records)} | more, follow=True
    )
    tree = html.fromstring(answer.content.decode())
    for form in tree.xpath("//form[.//input[@name='sure']]"):
        return client.post(form.get("action"), sendable(form) | more, follow=True)
    return answer


def refused(response: Any) -> dict[str, list[str]]:
    """Return what a page that asks before an act would leave as it is, and why."""
    tree = html.fromstring(response.content.decode())
    return {
        item.xpath("string(a)"): [
            " ".join(why.text_content().split()) for why in item.xpath("ul/li")
        ]
        for item in tree.xpath("//ul[@class='refused']/li")
    }


def delete(client: Client, row: Any) -> Any:
    """Confirm the deletion of a row, as its own page asks for it."""
    return client.post(page("delete", type(row), row.pk), deletion(client, row))


def deletion(client: Client, row: Any) -> dict[str, Any]:
    """Return what the page that asks for consent to a deletion would send."""
    tree = html.fromstring(client.get(page("delete", type(row), row.pk)).content.decode())
    forms = tree.xpath("//div[@id='content']//form")
    return sendable(forms[0]) if forms else {"post": "yes", "seen": seen_marks.mark_seen([row])}


def filled_list(client: Client, model: Any) -> dict[str, Any]:
    """Return what the form around a list holds before anything is selected."""
    tree = html.fromstring(client.get(page("changelist", model)).content.decode())
    (form,) = tree.xpath("//form[@id='changelist-form']")
    return sendable(form)


def last(record: Record) -> Revision:
    """Return the newest revision of a record, waiting or not."""
    return Revision.objects.filter(record_uid=record.uid).latest("id")


def sendable(form: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def filled(client: Client, address: str) -> dict[str, list[str]]:
    """Return what the form of a page holds, as the browser would send it back."""
    response = client.get(address)
    assert response.status_code == 200
    (form,) = html.fromstring(response.content.decode()).xpath("//div[@id='content-main']/form")
    values = sendable(form)
    for field in form.xpath(".//input[not(@value) and @type!='checkbox' and @name]"):
        values.setdefault(field.get("name"), [""])
    return values


def with_rows(values: dict[str, list[str]], prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """Return the values with rows added at the end of one kind of part."""
    total = int(values[f"{prefix}-TOTAL_FORMS"][0])
    added: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": str(total + len(rows))}
    for number, row in enumerate(rows, total):
        added |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values | added


def errors(response: Any) -> list[str]:
    """Return every message of an answer that is the form again, from its error lists."""
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    return [
        item.text_content().strip() for item in tree.xpath("//ul[contains(@class,'errorlist')]/li")
    ]


def messages(response: Any) -> list[str]:
    tree = html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in tree.xpath("//ul[@class='messagelist']/li")]


def refusals(response: Any) -> list[str]:
    """Return the messages of an answer that say what could not be done."""
    tree = html.fromstring(response.content.decode())
    return [item.text_content().strip() for item in tree.xpath("//ul/li[@class='error']")]


def new_event(client: Client, **fields: Any) -> dict[str, Any]:
    """Return the filled form of an event that could be saved."""
    kind = factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
    values = filled(client, page("add", Event))
    return values | {"title_en": "A forum", "kind": kind.pk, "date": "2026-01-22"} | fields


def permissions(*codenames: str) -> list[Permission]:
    found = Permission.objects.filter(codename__in=codenames)
    assert len(found) == len(codenames)
    return list(found)
