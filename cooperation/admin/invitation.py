"""How an account begins: an administrator names someone, who then chooses a password by a link."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

logger = logging.getLogger(__name__)


class AccountForm(UserChangeForm):
    """Passwords are chosen by those who use them, so this form shows none and takes none."""

    password = None  # type: ignore[assignment]

    def clean_email(self) -> str:
        # In small letters, as they are looked for when a password is forgotten.
        email = self.cleaned_data["email"].lower()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and (other := others.first()):
            raise ValidationError(
                gettext("“%(name)s” has this address already. Two accounts need two addresses.")
                % {"name": other}
            )
        return email


class InvitationForm(AccountForm):
    email = forms.EmailField(label=_("email address"), help_text=_("The link is mailed to it."))
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label=_("groups"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the person may do: at least one."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        self.instance.is_staff = True
        return super().save(commit)


def send_link(request: HttpRequest, user: User) -> None:
    """Mail a link that chooses a password, once; an invitation to whoever has none yet."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    adapter = get_adapter()
    is_new = not user.has_usable_password()
    letter = "account/email/invitation" if is_new else "account/email/password_reset_key"
    link = adapter.get_reset_password_from_key_url(key)
    context = {"user": user, "username": user.get_username(), "password_reset_url": link}
    try:
        adapter.send_mail(letter, user.email, context)
    except (OSError, SMTPException):
        logger.exception("The mail with a link to choose a password could not be sent")
        messages.error(
            request,
            gettext(
                "The account is there, but the mail to %(email)s could not be sent. Look at the "
                "setting EMAIL_URL, then send the link again from the account's page."
            )
            % {"email": user.email},
        )
    else:
        messages.success(request, _told(user))


def _told(user: User) -> str:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        text = gettext(
            "No mail server is named (setting EMAIL_URL): the link for %(email)s is written in "
            "the console that the register was started from."
        )
    else:
        text = gettext("A link to choose a password is mailed to %(email)s. It works for 3 days.")
    return text % {"email": user.email}
