"""How often anyone may try to prove who they are, and what else is counted at the door.

Nobody waits inside a request: what is too much is refused at once, with the time to come back.
Names that nobody has are counted like others, and refused alike.
"""

from collections.abc import Callable
from functools import wraps
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cooperation.admin import devices
from cooperation.web import errors, rates
from cooperation.web.rates import Rate

# Failures: of one address; of one address for one account; of all for one account, past which
# only a browser that the account has used, or a passkey, may go on; and of such a browser.
ADDRESS = Rate("failed from an address", most=10, seconds=60)
ACCOUNT_FROM_ADDRESS = Rate("failed for an account from an address", most=5, seconds=300)
ACCOUNT = Rate("failed for an account", most=50, seconds=3600)
DEVICE = Rate("failed on a known device", most=5, seconds=300)
# Links to choose a password: asked for by one address, and mailed to one from all.
LINK_FROM_ADDRESS = Rate("asked for a link from an address", most=5, seconds=300)
LINK_MAILED = Rate("was mailed a link", most=10, seconds=3600)
# Requests, whatever comes of them: each costs a hash, a session or a letter.
SIGNING_IN = Rate("asked to sign in", most=30, seconds=60)
PASSKEY = Rate("asked for a passkey", most=30, seconds=60)
FORGOTTEN = Rate("asked about a password", most=20, seconds=60)

View = Callable[..., HttpResponseBase]


class Attempt:
    """A try to sign in or to confirm who one is, with a password or a code.

    It counts as failed from its beginning until it is taken back, so that tries in the same
    moment count as well.
    """

    def __init__(self, request: HttpRequest, name: str) -> None:
        """Count it; raises ValidationError, and makes the answer a 429, if it is one too many."""
        self.at = timezone.now()
        account = devices.account_of(name)
        if device := devices.known_device(request, name):
            self.counted = [(DEVICE, device)]
        else:
            place = place_of_request(request)
            self.counted = [
                (ADDRESS, place),
                (ACCOUNT_FROM_ADDRESS, f"{account} {place}"),
                (ACCOUNT, account),
            ]
        for rate, key in self.counted:
            if seconds := rates.seconds_to_wait(rate, key, at=self.at):
                refuse_attempt(request, seconds, is_closed=rate is ACCOUNT)

    def take_back(self) -> None:
        """Count it no longer: it succeeded."""
        for rate, key in self.counted:
            rates.take_back(rate, key, at=self.at)


def refuse_attempt(request: HttpRequest, seconds: int, *, is_closed: bool = False) -> NoReturn:
    """Make the answer a 429; raises the ValidationError that says when to come back."""
    request.refused_for = seconds  # type: ignore[attr-defined]
    minutes = -(-seconds // 60)
    later = ngettext("in a minute", "in %(count)s minutes", minutes) % {"count": minutes}
    text = gettext("Too many attempts. Try again %(later)s.")
    if is_closed:
        text = gettext(
            "Too many attempts for this name, from many places. Sign in with a passkey, or with a "
            "browser that you have signed in with before, or try again %(later)s."
        )
    raise ValidationError(text % {"later": later}, code="too_many_attempts")


def answer_refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> View:
    """Make the answer of a form that refused an attempt a 429 (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if seconds := getattr(request, "refused_for", 0):
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response

    return middleware


def limit_view(rate: Rate, *methods: str) -> Callable[[View], View]:
    """Refuse a view to an address, or to a known device, that asks for it too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method in methods:
                who = devices.known_device(
                    request, request.POST.get("login", "")
                ) or place_of_request(request)
                if seconds := rates.seconds_to_wait(rate, who, at=timezone.now()):
                    return errors.too_many_requests(request, seconds)
            return view(request, *args, **kwargs)

        return answer

    return decorate


def place_of_request(request: HttpRequest) -> str:
    return rates.place_of_address(request.META.get("REMOTE_ADDR", ""))
