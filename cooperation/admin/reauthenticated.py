"""Forms that give rights: a desk left unlocked must not be enough to open one."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse


@reauthentication_required
def ask_again(request: HttpRequest) -> None:
    """Lead to the page that asks for the password, unless it was asked just now.

    What was sent meanwhile waits there, and goes on after the answer.
    """


class ReauthenticatedAdmin(admin.ModelAdmin):
    """Whoever may not do it is refused first, and asked for nothing."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        is_adding = object_id is None
        if (
            self.has_add_permission(request)
            if is_adding
            else self.has_view_or_change_permission(request)
        ):
            ask_again(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_delete_permission(request):
            ask_again(request)
        return super().delete_view(request, object_id, extra_context)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(ReauthenticatedAdmin, GroupAdmin):
    """Roles: what their members may do."""
