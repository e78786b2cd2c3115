"""What the pages of the desk draw: each link, form and button that an editor is led to."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from tests.admin.desk import sendable

GET, POST = "GET", "POST"
Control = tuple[str, str]
# One's own account, and what a script asks with what was typed.
UNOPENED = ("account/", "autocomplete/")


@dataclass(slots=True)
class Drawn:
    """`controls` are the routes that something drawn leads to, by method; `forms` what is sent.

    A form stands under its address, with the values that its page would send.
    """

    controls: set[Control] = field(default_factory=set)
    forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def route(address: str) -> str | None:
    """Return the route of the desk that an address is of; None for all others."""
    path = urlsplit(address).path
    try:
        found = resolve(path).route
    except Resolver404:
        return None
    return found.removeprefix("admin/") if found.startswith("admin/") else None


def walk(client: Client, start: str = "/admin/") -> Drawn:
    """Follow whatever the pages of the desk lead to, from the front page on."""
    drawn, seen, waiting = Drawn(), {start}, deque([start])
    while waiting:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        if "text/html" not in response.get("Content-Type", ""):
            list(response) if response.streaming else None
            continue
        assert response.status_code == 200, f"{address} is drawn and answers {response.status_code}"
        page = response.redirect_chain[-1][0] if response.redirect_chain else address
        for method, target, values in _controls(response.content.decode(), page):
            known = route(target)
            if known is None:
                continue
            drawn.controls.add((method, known))
            if method == POST:
                drawn.forms.setdefault(target, values)
            elif _place(target) not in seen and not known.startswith(UNOPENED):
                seen.add(_place(target))
                waiting.append(_place(target))
    return drawn


def _place(address: str) -> str:
    """Return an address less the order and the filters of a list."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query.startswith("with=") else parts.path


def _controls(text: str, page: str) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    tree = html.fromstring(text)
    for name in ("href", "src", "data-ajax--url"):
        for target in tree.xpath(f"//body//@{name} | //script/@{name}"):
            yield GET, urljoin(page, target), {}
    for form in tree.xpath("//form"):
        pressed = form.xpath(".//input[@type='submit'] | .//button[not(@type='button')]")
        method = (form.get("method") or GET).upper()
        for button in (one for one in pressed if one.get("disabled") is None):
            values = sendable(form)
            if button.get("name"):
                values[button.get("name")] = [button.get("value", "")]
            target = button.get("formaction") or form.get("action") or page
            yield method, urljoin(page, target), values
