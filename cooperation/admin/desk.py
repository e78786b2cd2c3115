"""The desk as a site: who comes in, and where those are led who may not yet."""

from functools import update_wrapper
from typing import Any

from allauth.account import views
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.admin import front, resuming, second_factor
from cooperation.admin.guarded import editor_of
from cooperation.rules import dates


class Desk(AdminSite):
    site_header = _("Register of labour cooperation – editors' desk")
    site_title = _("Editors' desk")
    index_title = _("Records and lists")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def kept_if_signed_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated and resuming.is_worth_keeping(request):
                return resuming.resume_page(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(kept_if_signed_out, view)

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        today = dates.day_in_phnom_penh(timezone.now())
        context = {
            "tiles": front.front_tiles(editor_of(request), on=today),
            "last_changes": front.last_changes(editor_of(request)),
            "jobs": front.jobs_in_words(at=timezone.now()),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        unused = ("view_on_site", "password_change_done")
        return [found for found in super().get_urls() if getattr(found, "name", "") not in unused]

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not second_factor.is_missing(editor_of(request))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead on: to the login page, to setting up a second factor, or to the desk."""
        if not request.user.is_authenticated:
            login = resolve_url(settings.LOGIN_URL)
            address = passthrough_next_redirect_url(request, login, REDIRECT_FIELD_NAME)
        elif not super().has_permission(request):
            raise PermissionDenied
        elif second_factor.is_missing(editor_of(request)):
            messages.warning(
                request,
                gettext("Your role asks for a second factor. Set one up, and the desk opens."),
            )
            address = resolve_url("mfa_index")
        else:
            address = get_next_redirect_url(request) or resolve_url("admin:index")
        return HttpResponseRedirect(address)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return views.logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return HttpResponseRedirect(resolve_url("account_change_password"))
