import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cooperation.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """The history of everything, to look at only."""

    fields = ("title", "record_type", "record_uid", "action", "user", "at", "reason", "whole")
    readonly_fields = ("whole",)
    list_display = ("at", "title", "record_type", "action", "is_public", "user", "reason")
    list_filter = ("action", "record_type", "at")
    list_select_related = ("user",)
    list_per_page = 50
    search_fields = ("title", "reason", "record_uid")
    ordering = ("-id",)

    @admin.display(description=_("content"))
    def whole(self, revision: Revision) -> str:
        text = json.dumps(revision.content, ensure_ascii=False, indent=2)
        return format_html('<pre class="snapshot">{}</pre>', text)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
