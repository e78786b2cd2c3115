"""What a page holds, read from its HTML."""

from lxml import html


def tree(client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode())


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in root.xpath(path)]


def drawings(root: html.HtmlElement) -> list[html.HtmlElement]:
    return root.xpath("//*[local-name() = 'svg']")
