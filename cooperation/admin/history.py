"""The history of a record: its versions, what differs between two, and how one comes back."""

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.admin.comparing import difference_table
from cooperation.admin.guarded import REFUSALS, GuardedAdmin, ReasonForm, editor_of, refusal_texts
from cooperation.admin.versions import PREVIOUS, History, Side, version_name
from cooperation.models import Revision
from cooperation.models.base import Record
from cooperation.publishing import drafts, restoring, revisions, seen_marks, turns
from cooperation.publishing.permissions import is_permitted

PER_PAGE = 50


class HistoryAdmin(GuardedAdmin):
    """A kind of row whose every change left a revision."""

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return history_page(self, request, record.uid, record)


def history_page(
    modeladmin: admin.ModelAdmin, request: HttpRequest, uid: UUID, record: Any
) -> HttpResponse:
    """Show the versions of a record, deleted ones too; restore one that was looked at."""
    if not modeladmin.has_view_permission(request, record):
        raise PermissionDenied
    history = _history_of(modeladmin.model, uid, record)
    may_restore = is_permitted(
        editor_of(request), "add" if record is None else "change", history.model
    )
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        if not may_restore:
            raise PermissionDenied
        if form.is_valid() and (restored := _restore(request, history, form)) is not None:
            return HttpResponseRedirect(_page_of(restored, "change"))
    context = {
        **modeladmin.admin_site.each_context(request),
        "opts": modeladmin.opts,
        "original": record,
        "title": _("History: %(record)s") % {"record": record or history.last.title},
        "history": history,
        "seen": seen_marks.mark_seen([history]),
        "form": form,
        **_compared(request, history),
        **_listed(request, history),
        **_addresses(request, history),
    }
    context["can_restore"] = may_restore and context.get("is_restorable", False)
    return TemplateResponse(request, "admin/cooperation/history.html", context)


def _history_of(model: Any, uid: UUID, record: Any) -> History:
    last, draft = revisions.last_revision(uid), drafts.draft_of(uid)
    if last is None:
        raise Http404
    waiting = draft if draft is not None and draft.revision.is_pending else None
    return History(model, uid, record, last, waiting)


def _compared(request: HttpRequest, history: History) -> dict[str, Any]:
    """Return the two versions that the address names, and what differs between them."""
    given = request.GET.get("from", ""), request.GET.get("to", "")
    after = history.side(given[1])
    before = None if after is None else history.before(given[0], after)
    if not given[1] or after is None or before is None:
        return {"is_missing": bool(any(given) and (after is None or before is None))}
    differences = difference_table(
        history.model,
        before.content,
        after.content,
        before_label=before.label,
        after_label=after.label,
    )
    is_restorable = after.key.isdecimal()
    return {"after": after, "is_restorable": is_restorable, "differences": differences}


def _listed(request: HttpRequest, history: History) -> dict[str, Any]:
    """Return a page of versions, and above it what is live, what waits and what was chosen."""
    found = Revision.objects.filter(record_uid=history.uid).select_related("user")
    page = Paginator(found.defer("content").order_by("-id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    chosen = {name: request.GET.get(name, "") for name in ("from", "to")}
    rows = [Side(str(step.pk), version_name(step), step) for step in page]
    on_top = [side for side in (history.now, history.waiting) if side is not None and side.key]
    on_top += _chosen_elsewhere(history, chosen.values(), {row.key for row in rows})
    _link_versions(rows, on_top[:2] if history.record is not None else [history.now])
    kept = "".join(f"&{name}={quote(key)}" for name, key in chosen.items() if key)
    return {"page": page, "on_top": on_top, "rows": rows, "chosen": chosen, "kept": kept}


def _link_versions(rows: Iterable[Side], others: Collection[Side]) -> None:
    for side in rows:
        side.links.append((_("what it changed"), f"?from={PREVIOUS}&to={side.key}#difference"))
        for other in others:
            label = _("with: %(version)s") % {"version": other.label}
            side.links.append((label, f"?from={other.key}&to={side.key}#difference"))


def _chosen_elsewhere(
    history: History, chosen: Iterable[str], on_the_page: Collection[str]
) -> list[Side]:
    keys = (key for key in dict.fromkeys(chosen) if key.isdecimal() and key not in on_the_page)
    return [side for key in keys if (side := history.side(key)) is not None]


def _addresses(request: HttpRequest, history: History) -> dict[str, str]:
    found = {}
    if is_permitted(editor_of(request), "redact", Revision):
        found["redact_url"] = reverse("admin:cooperation_revision_redact", args=[history.uid])
    if history.record is not None:
        name = f"admin:cooperation_{history.model._meta.model_name}"
        found["changelist_url"] = reverse(f"{name}_changelist")
        found["change_url"] = _page_of(history.record, "change")
        if isinstance(history.record, Record):
            found["review_url"] = _page_of(history.record, "review")
    return found


def _restore(request: HttpRequest, history: History, form: ReasonForm) -> Any:
    """Restore the version that the page showed; tell the editor what could not come back."""
    side = history.side(request.POST.get("restore", ""))
    if side is None or side.revision is None:
        raise Http404
    by = editor_of(request)
    try:
        with transaction.atomic():
            if history.record is not None:
                turns.lock_rows([history.record])
            seen_marks.require_unchanged([history], request.POST.get("seen", ""), by=by)
            reason = form.cleaned_data["reason"]
            restored, lost = restoring.restore(side.revision, by=by, reason=reason)
    except REFUSALS as refusal:
        for text in refusal_texts(refusal):
            messages.error(request, text)
        return None
    if history.is_live:
        done = _("The version waits as a draft. Readers still see what is live.")
    elif history.record is None:
        done = _("“%(record)s” is back, as a draft.")
    else:
        done = _("“%(record)s” is as it was in that version.")
    messages.success(request, done % {"record": restored})
    if lost:
        told = _("What it named and what is gone could not come back: %(places)s.")
        messages.warning(request, told % {"places": "; ".join(lost)})
    return restored


def _page_of(record: Any, view: str) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_{view}", args=[record.pk])
