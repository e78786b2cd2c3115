"""Publishing, withdrawing and deleting from the desk: one act for all that is selected, or none."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cooperation.admin.asking import Question, ask_first, is_sure
from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.publishing import named_together, seen_marks, turns, workflow

PUBLISH = Question(
    action="publish_selected",
    title=_("Publish these?"),
    explanation=_("Readers see them at once. What waits beside a live record takes its place."),
    press=_("Yes, publish them"),
)
PUBLISH_TOGETHER = Question(
    action="publish_with_drafts",
    title=_("Publish these, with the drafts they name?"),
    explanation=_("Readers see them at once, and the drafts that they name with them."),
    press=_("Yes, publish them all"),
)
WITHDRAW = Question(
    action="withdraw_selected",
    title=_("Withdraw these?"),
    explanation=_("Readers see them no more. They stay at the desk, and can be published again."),
    press=_("Yes, withdraw them"),
)


def attempt_act(
    act: Callable[..., Any],
    records: Sequence[Any],
    request: HttpRequest,
    *,
    reason: str = "",
) -> bool:
    """Do it, or show the editor each problem; tell whether it was done.

    What somebody else changed after the page was shown is a problem. Of records that were chosen
    without being shown ("select all 1,200"), nothing can have been seen.
    """
    mark = request.POST.get("seen", "")
    across = request.POST.get("select_across") == "1"
    try:
        with transaction.atomic():
            turns.lock_rows(records)
            shown = seen_marks.records_marked(records, mark) if across else records
            seen_marks.require_unchanged(shown, mark, by=editor_of(request))
            act(records, by=editor_of(request), at=timezone.now(), reason=reason)
    except REFUSALS as refusal:
        for text in refusal_texts(refusal):
            messages.error(request, text)
        return False
    return True


def publish_together(records: Sequence[Any], **given: Any) -> None:
    workflow.publish_set(named_together.with_unpublished_named(records), **given)


@admin.action(permissions=["publish"], description=_("Publish selected (as a set)"))
def publish_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> HttpResponse | None:
    records = list(queryset)
    if not is_sure(request):
        return ask_first(modeladmin, request, records, PUBLISH, workflow.publish_set)
    if attempt_act(workflow.publish_set, records, request, reason=_reason(request)):
        done = ngettext("%d record is published.", "%d records are published.", len(records))
        messages.success(request, done % len(records))
    return None


@admin.action(permissions=["publish"], description=_("Publish selected, with the drafts they name"))
def publish_with_drafts(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> HttpResponse | None:
    chosen = list(queryset)
    if not is_sure(request):
        return ask_first(modeladmin, request, chosen, PUBLISH_TOGETHER, publish_together)
    named = named_together.with_unpublished_named(chosen)
    if attempt_act(publish_together, chosen, request, reason=_reason(request)):
        names = ", ".join(str(record) for record in named)
        messages.success(request, _("Published: %(names)s.") % {"names": names})
    return None


@admin.action(permissions=["archive"], description=_("Withdraw selected"))
def withdraw_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> HttpResponse | None:
    records = list(queryset)
    if not is_sure(request):
        return ask_first(modeladmin, request, records, WITHDRAW, workflow.withdraw_set)
    if attempt_act(workflow.withdraw_set, records, request, reason=_reason(request)):
        done = ngettext("%d record is withdrawn.", "%d records are withdrawn.", len(records))
        messages.success(request, done % len(records))
    return None


@admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
def delete_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: models.QuerySet
) -> HttpResponse | None:
    """Show what goes with the records; the second time, delete them."""
    confirmation: list[HttpResponse | None] = []

    def delete(records: Sequence[Any], **_given: Any) -> None:
        confirmation.append(admin.actions.delete_selected(modeladmin, request, queryset))

    attempt_act(delete, list(queryset), request)
    return confirmation[0] if confirmation else None


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:300]
