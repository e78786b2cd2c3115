"""How allauth signs people in here: where it leads them, what it calls us, what it mails."""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from email.utils import make_msgid, parseaddr
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from cooperation.admin import devices, throttling
from cooperation.models import User
from cooperation.web import rates

logger = logging.getLogger(__name__)

# The page that follows says as much.
UNSAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Allow only addresses of the host that was asked: other names of ours are other sites."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        tried = throttling.Attempt(request, credentials.get("username", ""))
        user = super().authenticate(request, **credentials)
        if user is not None:
            tried.take_back()
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        devices.remember_device(request, response, user)
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def format_email_subject(self, subject: str) -> str:
        return gettext("[Register of labour cooperation] %(subject)s") % {"subject": subject}

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        # Its id would else tell the name of the machine.
        domain = parseaddr(self.get_from_email())[1].rpartition("@")[2]
        own = {"Message-ID": make_msgid(domain=domain)}
        return super().render_mail(template_prefix, email, context, own | (headers or {}))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **kw: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kw)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        # What is told has happened already; a mail server that is away does not undo it.
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, SMTPException):
            logger.exception("The mail about a change to an account could not be sent")


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return gettext("Register of labour cooperation")

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


def later(work: Callable[[], Any]) -> None:
    threading.Thread(target=copy_context().run, args=(work,)).start()


class ForgottenPasswordForm(ResetPasswordForm):
    """Mails the link after the answer: nobody learns from its time who has an account."""

    def clean_email(self) -> str:
        email = super().clean_email()
        request, at = get_adapter().request, timezone.now()
        asked = f"{email.casefold()} {throttling.place_of_request(request)}"
        if seconds := rates.seconds_to_wait(throttling.LINK_FROM_ADDRESS, asked, at=at):
            throttling.refuse_attempt(request, seconds)
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        # Beyond that the links of the last hour must do: they work for three days.
        if not rates.seconds_to_wait(throttling.LINK_MAILED, email.casefold(), at=timezone.now()):
            later(lambda: self._send(request))
        return email

    def _send(self, request: HttpRequest) -> None:
        try:
            super().save(request)
        except (OSError, SMTPException):
            logger.exception("The mail with a link to a new password could not be sent")
