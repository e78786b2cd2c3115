"""Forms of allauth's that take a password or a code: each wrong one is counted."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from cooperation.admin.throttling import Attempt


def count_attempt(user: Any) -> Attempt:
    return Attempt(get_adapter().request, user.get_username())


class CodeForm(AuthenticateForm):
    def clean_code(self) -> str:
        tried = count_attempt(self.user)
        code = super().clean_code()
        tried.take_back()
        return code


class CodeAgainForm(ReauthenticateForm):
    def clean_code(self) -> str:
        tried = count_attempt(self.user)
        code = super().clean_code()
        tried.take_back()
        return code


class FirstCodeForm(ActivateTOTPForm):
    def clean_code(self) -> str:
        tried = count_attempt(self.user)
        code = super().clean_code()
        tried.take_back()
        return code


class OtherPasswordForm(ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        tried = count_attempt(self.user)
        password = super().clean_oldpassword()
        tried.take_back()
        return password
