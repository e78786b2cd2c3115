"""From an invitation to a passkey: an account as its owner sees it."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD

OWN_PASSWORD = secrets.token_urlsafe(15)
ACCOUNT = "/admin/account/"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SERIOUS = ("serious", "critical")
# Links of the desk change their colour over a sixth of a second.
AT_REST = "Promise.all(document.getAnimations().map(animation => animation.finished))"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def confirm(page: Page, password: str) -> None:
    page.get_by_role("heading", name="Confirm Access").wait_for()
    page.get_by_label("Password").fill(password)
    press(page, "Confirm")


def give(page: Page, name: str, password: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Sign in to the editors' desk").wait_for()


def expect_desk(page: Page) -> None:
    page.wait_for_url("**/admin/")
    expect(page.locator("#user-tools")).to_be_visible()


def code(secret: str, *used: str) -> str:
    """Return what an app would show now, and for some seconds more, once it is none of those."""
    period = app_settings.TOTP_PERIOD
    while True:
        left = period - time.time() % period
        shown = format_hotp_value(hotp_value(secret, int(time.time()) // period))
        if left >= 5 and shown not in used:
            return shown
        time.sleep(left + 0.1)


def inspect(page: Page) -> None:
    """Look at a page as assistive technology does, on a phone and at a desk, by day and night."""
    found = {}
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(AT_REST)
            for violation in Axe().run(page).response["violations"]:
                if violation["impact"] in SERIOUS:
                    nodes = [node["html"] for node in violation["nodes"]]
                    found[page.url, size["width"], scheme, violation["id"]] = nodes
    assert found == {}


@pytest.fixture
def here(site: str) -> str:
    """Return the register's address by a name: passkeys work at no bare address."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def invited(administrator: Page, letters: Path, site: str) -> Iterator[tuple[str, str]]:
    """Invite someone, and return the name and the link that was mailed."""
    name = f"editor-{secrets.token_hex(3)}"
    page = administrator
    page.goto("/admin/cooperation/user/add/")
    confirm(page, PASSWORD)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Email address").fill(f"{name}@example.org")
    page.get_by_label("contributor").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("A link to choose a password is mailed")
    (letter,) = [text for file in letters.iterdir() if name in (text := file.read_text())]
    assert OWN_PASSWORD not in letter
    (link,) = re.findall(r"http://\S+/password/reset/key/\S+", letter)
    yield name, urlsplit(link).path


# A code counts for half a minute.
@pytest.mark.alone
def test_an_account_from_invitation_to_recovery_code_and_passkey(
    invited: tuple[str, str], visit: Callable[..., Page], here: str
):
    name, link = invited
    page = visit(f"{here}{link}")
    inspect(page)
    page.get_by_label("New Password:").fill(OWN_PASSWORD)
    page.get_by_label("New Password (again)").fill(OWN_PASSWORD)
    press(page, "Save the password")
    follow(page, "Sign in")
    give(page, name, OWN_PASSWORD)
    expect_desk(page)

    page.get_by_role("link", name="Signing in").click()
    inspect(page)
    follow(page, "Set up an app")
    confirm(page, OWN_PASSWORD)
    secret = page.locator("#authenticator_secret").inner_text()
    page.wait_for_load_state()
    assert page.locator("img.qr").evaluate("picture => picture.complete && picture.naturalWidth")
    inspect(page)
    first = code(secret)
    page.get_by_label("Authenticator code").fill(first)
    press(page, "Set up")
    spare = page.get_by_label("Unused codes").input_value().split()
    assert len(spare) == 10
    inspect(page)

    sign_out(page)
    give(page, name, OWN_PASSWORD)
    page.get_by_label("Code").fill("000000")
    press(page, "Sign in")
    expect(page.locator(".errorlist")).to_have_text("Incorrect code.")
    inspect(page)
    page.get_by_label("Code").fill(spare[0])
    press(page, "Sign in")
    expect_desk(page)

    sign_out(page)
    give(page, name, OWN_PASSWORD)
    page.get_by_label("Code").fill(code(secret, first))
    press(page, "Sign in")
    expect_desk(page)

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(f"{here}{ACCOUNT}2fa/webauthn/add/")
    confirm(page, OWN_PASSWORD)
    inspect(page)
    page.get_by_label("Passwordless").check()
    press(page, "Add the passkey")
    page.wait_for_url("**/2fa/")
    expect(page.get_by_role("main")).to_contain_text("Passkey 1")
    sign_out(page)
    press(page, "Sign in with a passkey")
    expect_desk(page)

    sign_out(page)
    refused = {**device, "isUserVerified": False}
    devices.send("WebAuthn.setUserVerified", refused)
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    give(page, name, OWN_PASSWORD)
    devices.send("WebAuthn.setUserVerified", {**device, "isUserVerified": True})
    press(page, "Use a passkey")
    expect_desk(page)


def test_guessing_ends_with_the_fifth_wrong_password(visit: Callable[..., Page]):
    page = visit("/admin/", refused=429)
    inspect(page)
    for _ in range(5):
        give(page, "nobody-here", "wrong-password")
        expect(page.locator(".errorlist")).to_contain_text("are not correct")
    give(page, "nobody-here", "wrong-password")
    expect(page.locator(".errorlist")).to_contain_text("Too many attempts. Try again in")
    expect(page.get_by_label("Username")).to_have_value("nobody-here")


def test_at_a_bare_address_the_page_says_why_there_are_no_passkeys(administrator: Page):
    administrator.goto(f"{ACCOUNT}2fa/")
    expect(administrator.get_by_role("main")).to_contain_text("Passkeys cannot work here")
    inspect(administrator)
