"""Lists of records: what waits beside each, and what an act over them can be held to."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cooperation.models import Draft
from cooperation.publishing import seen_marks
from cooperation.vocabulary.workflow import Pending

NONE = "none"


class HeldList(ChangeList):
    """One page of records; two queries more, however many there are."""

    seen: str

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        self.result_list = rows
        self.seen = seen_marks.mark_seen(rows)
        drafts = Draft.objects.filter(record_uid__in=[row.uid for row in rows])
        waiting = {draft.record_uid: draft for draft in drafts}
        for row in rows:
            row.waiting = waiting.get(row.uid)


@admin.display(description=_("Pending change"))
def pending_change(record: Any) -> str:
    draft: Draft | None = record.waiting
    if draft is None:
        return ""
    if draft.go_live_at is not None:
        moment = admin.utils.display_for_value(draft.go_live_at, "")
        return _("scheduled for %(moment)s") % {"moment": moment}
    return str(draft.get_state_display()).lower()


class PendingFilter(admin.SimpleListFilter):
    title = _("pending change")
    parameter_name = "pending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(NONE, _("None")), *Pending.choices]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        drafts = Draft.objects.filter(record_uid=OuterRef("uid"))
        match self.value():
            case None:
                return queryset
            case value if value == NONE:
                return queryset.exclude(Exists(drafts))
            case value:
                return queryset.filter(Exists(drafts.filter(state=value)))
