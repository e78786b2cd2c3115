"""What a page holds, read from its HTML."""

import re

from lxml import html

KHMER, LATIN = re.compile("[\u1780-\u17ff]"), re.compile("^(?!https?://).*[A-Za-z]{2}", re.DOTALL)
UNREAD = ("code", "script", "style", "svg", "title")


def tree(client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode())


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in root.xpath(path)]


def drawings(root: html.HtmlElement) -> list[html.HtmlElement]:
    return root.xpath("//*[local-name() = 'svg']")


def strange(root: html.HtmlElement) -> list[str]:
    """Return the texts of a Khmer page that are in no Khmer letters and not marked as English.

    Addresses are in no language.
    """
    return [
        text.strip()
        for element in root.iter()
        if isinstance(element.tag, str)
        for text in (element.text, *(child.tail for child in element))
        if text and LATIN.search(text.strip()) and not KHMER.search(text)
        if _nearest(element, "lang") == "km" and not _is_unread(element)
    ]


def _nearest(element: html.HtmlElement, attribute: str) -> str:
    return next((one.get(attribute) for one in _up(element) if one.get(attribute)), "")


def _is_unread(element: html.HtmlElement) -> bool:
    return any(one.tag in UNREAD for one in _up(element))


def _up(element: html.HtmlElement) -> list[html.HtmlElement]:
    return [element, *element.iterancestors()]
