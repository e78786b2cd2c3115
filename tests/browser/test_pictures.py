"""Pictures as a reader meets them: on a phone, on a desk, on another site's page."""

import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

WIDTHS = [(340, "narrow"), (1280, "wide")]
PAGES = [
    "/timeline/",
    "/map/",
    "/commitments/",
    "/programmes/dwcp-2024-2028/",
    "/stakeholders/organisations/ilo/",
]
OUTSIDE = """
    () => [...document.querySelectorAll('.viz svg')]
        .filter(svg => svg.getClientRects().length)
        .flatMap(svg => [...svg.querySelectorAll('text')]
            .filter(text => {
                const [inner, outer] = [text, svg].map(one => one.getBoundingClientRect());
                return inner.left < outer.left - 4 || inner.right > outer.right + 4;
            })
            .map(text => text.textContent))
"""


@pytest.fixture
def other_site(site):
    """Serve a page of another origin that shows each of its addresses in a frame."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{site}{self.path}"></iframe>'.encode())

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Host)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("width", "shown"), WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_one_width_of_each_picture_is_shown_and_its_text_lies_inside(visit, path, width, shown):
    page = visit(path, viewport={"width": width, "height": 800})

    hidden = {"narrow": "wide", "wide": "narrow"}[shown]
    for figure in page.locator("main > .sect > figure.viz").all():
        expect(figure.locator(f"svg.{shown}")).to_be_visible()
        expect(figure.locator(f"svg.{hidden}")).to_be_hidden()
    assert page.evaluate(OUTSIDE) == []


def test_a_network_is_walked_with_the_keyboard(visit):
    page = visit("/stakeholders/organisations/ilo/", viewport={"width": 1280, "height": 800})

    picture = page.get_by_role("group", name="Around International Labour Organization")
    link = picture.get_by_role("link", name=re.compile("Ministry of Labour")).first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/stakeholders/organisations/"))


def test_another_site_shows_a_picture_in_a_frame_and_no_page(chromium, other_site):
    page = chromium.new_page()
    page.goto(f"{other_site}/embed/map/")
    picture = page.frame_locator("iframe")
    expect(picture.get_by_role("heading", name="Events by province")).to_be_visible()
    expect(picture.get_by_text("Source: Cambodia Labour Cooperation Register")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(f"{other_site}/map/")
    expect(page.frame_locator("iframe").get_by_role("heading", name="Map")).to_have_count(0)
    page.close()
