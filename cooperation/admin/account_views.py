"""Views of allauth's after which more is known: of a browser, or of a code that was used."""

from typing import Any

from allauth.account import views
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse

from cooperation.admin import devices
from cooperation.admin.guarded import editor_of
from cooperation.admin.second_factor import DRAWN_SECRET


class PasswordChange(views.PasswordChangeView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        devices.remember_device(self.request, response, form.user)
        return response


class PasswordFromLink(views.PasswordResetFromKeyView):
    """Whoever holds the mailed link is the account's owner, and signs in with this browser next."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        devices.remember_device(self.request, response, form.user)
        return response


class AppSetUp(ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self.request.session[DRAWN_SECRET] = context["form"].secret
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session.pop(DRAWN_SECRET, None)
        # Trying it on the new authenticator uses it up: it signs nobody in.
        app = Authenticator.objects.get(user=editor_of(self.request), type=Authenticator.Type.TOTP)
        app.wrap().validate_code(form.cleaned_data["code"])
        return response
