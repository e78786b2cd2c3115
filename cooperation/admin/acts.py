"""Publishing and withdrawing from the desk: one act for all that is selected, or none of it."""

from collections.abc import Callable, Collection

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.admin.guarded import editor, said
from cooperation.models.base import Record
from cooperation.publishing import sets, workflow
from cooperation.publishing.errors import PublishingError


def attempt(
    act: Callable[..., None], records: Collection[Record], request: HttpRequest, *, reason: str = ""
) -> bool:
    """Do it, or show the editor each problem; tell whether it was done."""
    try:
        act(records, by=editor(request), at=timezone.now(), reason=reason)
    except PublishingError as refusal:
        for text in said(refusal):
            messages.error(request, text)
        return False
    return True


@admin.action(permissions=["publish"], description=_("Publish selected (as a set)"))
def publish_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> None:
    records = list(queryset)
    if attempt(workflow.publish_set, records, request):
        done = ngettext("%d record is published.", "%d records are published.", len(records))
        messages.success(request, done % len(records))


@admin.action(permissions=["publish"], description=_("Publish selected, with the drafts they name"))
def publish_with_drafts(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> None:
    records = sets.with_unpublished(list(queryset))
    if attempt(workflow.publish_set, records, request):
        names = ", ".join(str(record) for record in records)
        messages.success(request, _("Published: %(names)s.") % {"names": names})


@admin.action(permissions=["archive"], description=_("Withdraw selected"))
def withdraw_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> None:
    records = list(queryset)
    if attempt(workflow.withdraw_set, records, request):
        done = ngettext("%d record is withdrawn.", "%d records are withdrawn.", len(records))
        messages.success(request, done % len(records))
