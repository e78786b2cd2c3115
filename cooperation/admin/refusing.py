"""The desk's own page for what an editor may not do: which right is missing, and who gives it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.admin.buttons import pressed_button
from cooperation.admin.guarded import editor_of
from cooperation.models import User
from cooperation.web import errors

MOST_KEEPERS = 5
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Rights that the pages of a kind ask for, by the last word of their routes' names.
NEEDED = {
    "add": ("add",),
    "delete": ("delete",),
    "withdraw": ("archive",),
    "discard": ("change",),
    "revoke": ("change",),
    "review": ("publish",),
    "merge": ("change", "publish"),
    "unmerge": ("change", "publish"),
    "distinct": ("change", "publish"),
    "redact": ("redact",),
}
READING, WRITING = ("view",), ("change",)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer signed-in editors on a page of the desk; readers as everywhere else."""
    is_editor = getattr(request, "user", None) is not None and request.user.is_authenticated
    if not request.path.startswith("/admin/") or not is_editor:
        return errors.permission_denied(request, exception)
    context = {
        **admin.site.each_context(request),
        "title": _("You may not do this"),
        "may_enter": admin.site.has_permission(request),
        "missing": [_with_roles(right) for right in _missing(request)],
        "keepers": list(_keepers()),
        "back": reverse("admin:index"),
    }
    response = TemplateResponse(request, "admin/cooperation/refused.html", context, status=403)
    return response.render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell editors whose form was too large to be read what happened, and that it was that."""
    is_editor = getattr(request, "user", None) is not None and request.user.is_authenticated
    if not isinstance(exception, TOO_LARGE) or not (
        is_editor and request.path.startswith("/admin/")
    ):
        return errors.bad_request(request, exception)
    context = {
        **admin.site.each_context(request),
        "title": _("This form holds more than the desk takes at once"),
        "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "most_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }
    response = TemplateResponse(request, "admin/cooperation/too_large.html", context, status=413)
    return response.render()


def _missing(request: HttpRequest) -> Iterator[Permission]:
    """Give the rights that what was asked for needs and this editor has not."""
    match = request.resolver_match
    names = (match.url_name or "").split("_") if match is not None else []
    if len(names) < 3 or names[0] not in apps.app_configs:
        return
    usual = READING if request.method in ("GET", "HEAD") else WRITING
    button = pressed_button(request) if request.method == "POST" else None
    verbs = (button.needs,) if button is not None else NEEDED.get(names[-1], usual)
    for verb in verbs:
        if not editor_of(request).has_perm(f"{names[0]}.{verb}_{names[1]}"):
            rights = Permission.objects.filter(content_type__app_label=names[0])
            yield from rights.filter(codename=f"{verb}_{names[1]}")


def _with_roles(right: Permission) -> dict[str, Any]:
    roles = right.group_set.order_by("name").values_list("name", flat=True)
    return {"name": right.name, "roles": ", ".join(roles)}


def _keepers() -> Iterator[str]:
    """Give the names of some who can give roles."""
    may_give = Q(is_superuser=True) | Q(groups__permissions__codename="change_user")
    users = User.objects.filter(may_give, is_active=True, is_staff=True).distinct()
    yield from (str(user) for user in users.order_by("username")[:MOST_KEEPERS])
