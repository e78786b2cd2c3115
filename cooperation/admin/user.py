from typing import Any

from allauth.account import admin as of_addresses
from allauth.mfa import admin as of_factors
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.guarded import editor_of
from cooperation.admin.invitation import AccountForm, InvitationForm, send_link
from cooperation.admin.reauthenticated import ReauthenticatedAdmin, ask_again
from cooperation.models import User
from cooperation.publishing import preview_links

# Lists of allauth's own: one stays empty here, the other holds secrets.
admin.site.unregister([of_addresses.EmailAddress, of_factors.Authenticator])


@admin.register(User)
class AccountAdmin(ReauthenticatedAdmin, UserAdmin):
    """Accounts: an administrator invites and gives groups; only a superuser gives more."""

    form = AccountForm
    add_form = InvitationForm
    add_form_template = None
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_staff")
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")
    person = (_("Personal info"), {"fields": ("first_name", "last_name", "email")})
    dates = (_("Important dates"), {"fields": ("last_login", "date_joined")})
    add_fieldsets: Any = (
        (
            None,
            {
                "fields": ("username", "first_name", "last_name", "email", "groups"),
                "description": _(
                    "The person gets a mail with a link, and chooses a password there."
                ),
            },
        ),
    )
    fieldsets: Any = (
        (None, {"fields": ("username",)}),
        person,
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        dates,
    )
    simple_fieldsets: Any = (
        (None, {"fields": ("username",)}),
        person,
        (_("Permissions"), {"fields": ("is_active", "is_staff", "groups")}),
        dates,
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or editor_of(request).is_superuser:
            return super().get_fieldsets(request, obj)
        return self.simple_fieldsets

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or not obj.is_superuser or editor_of(request).is_superuser

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            request.invited = obj  # type: ignore[attr-defined]
        elif "is_active" in form.changed_data:
            # Otherwise they would go on where they stopped, once the account is active again.
            end_sessions(obj)
            preview_links.end_of_maker(obj)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().add_view(request, *args, **kwargs)
        # The transaction that made the account has ended well: the mail names nobody in vain.
        if invited := getattr(request, "invited", None):
            send_link(request, invited)
        return response

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<path:object_id>/{address}/",
                self.admin_site.admin_view(view),
                name=f"cooperation_user_{name}",
            )
            for address, name, view in (
                ("link", "link", self.link_view),
                ("second-factor", "second_factor", self.second_factor_view),
            )
        ]
        # Past the page of Django's own on which one person sets the password of another.
        return [*own, *super(UserAdmin, self).get_urls()]

    @method_decorator(require_POST)
    def link_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Mail the link again, to who has lost the invitation or the password."""
        user = self._touched(request, object_id)
        if user.email and user.is_active:
            send_link(request, user)
        else:
            self.message_user(
                request,
                gettext("Nothing was mailed: the account has no address, or is not active."),
                messages.ERROR,
            )
        return self._back(user)

    @method_decorator(require_POST)
    def second_factor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Remove the second factors of who has lost the phone and the recovery codes."""
        user = self._touched(request, object_id)
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        self.log_change(request, user, gettext("Second factors removed."))
        self.message_user(
            request,
            gettext("The second factors of “%(name)s” are removed.") % {"name": user},
            messages.SUCCESS,
        )
        return self._back(user)

    def _touched(self, request: HttpRequest, object_id: str) -> User:
        user = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        ask_again(request)
        return user

    def _back(self, user: User) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:cooperation_user_change", args=[user.pk]))


def end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
