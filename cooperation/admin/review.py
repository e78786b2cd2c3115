"""The review of a change: what differs, what stops it, and the decision, on one page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cooperation.admin.comparing import table
from cooperation.admin.guarded import REFUSALS, ReasonForm, editor, said, why
from cooperation.models.base import Record
from cooperation.publishing import reviewing, seen
from cooperation.publishing.permissions import may
from cooperation.publishing.reviewing import Review
from cooperation.publishing.wording import moment
from cooperation.vocabulary.workflow import Pending, State

APPROVALS = ("_approve", "_approve_together", "_schedule")
IN_REVIEW = (Pending.IN_REVIEW, Pending.SCHEDULED)


class ReviewForm(ReasonForm):
    change_at = forms.SplitDateTimeField(
        label=gettext_lazy("Moment, in the time of Phnom Penh"),
        required=False,
        widget=AdminSplitDateTime,
    )
    note = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        required=False,
        max_length=5000,
        widget=AdminTextareaWidget({"rows": 4}),
        help_text=gettext_lazy("The author sees this comment on the desk and on this page."),
    )


class ReviewingAdmin(admin.ModelAdmin):
    """A kind of record whose changes are decided on by someone who may publish."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.review_view)
        review = path("<path:object_id>/review/", view, name=f"{self._route}_review")
        return [review, *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        may_publish = may(editor(request), "publish", self.model)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, record, ReviewForm() if may_publish else None)
        if not may_publish:
            raise PermissionDenied
        form = ReviewForm(request.POST)
        if form.is_valid() and self._decide(request, record, form):
            return HttpResponseRedirect(self._address("change", record))
        return self._page(request, record, form)

    def _decide(self, request: HttpRequest, record: Any, form: ReviewForm) -> bool:
        """Do what the pressed button says, or tell the reviewer why not."""
        given: dict[str, Any] = {
            "reviewed": request.POST.get("reviewed", ""),
            "by": editor(request),
            "at": timezone.now(),
        }
        pressed = next((name for name in APPROVALS if name in request.POST), None)
        later = form.cleaned_data["change_at"] if pressed == "_schedule" else None
        if pressed == "_schedule" and later is None:
            form.add_error("change_at", _("Say when it shall be public."))
            return False
        try:
            if pressed is None:
                reviewing.request_changes(record, note=form.cleaned_data["note"], **given)
                done = _("“%(record)s” is given back to its author.") % {"record": record}
            else:
                together = request.POST.get("named", "") if pressed == "_approve_together" else None
                published = reviewing.approve(
                    record, go_live_at=later, with_named=together, **why(form), **given
                )
                names = ", ".join(str(one) for one in published)
                text = _("Scheduled: %(names)s.") if later else _("Published: %(names)s.")
                done = text % {"names": names}
        except REFUSALS as refusal:
            for text in said(refusal):
                messages.error(request, text)
            return False
        messages.success(request, done)
        return True

    def _page(self, request: HttpRequest, record: Record, form: Any) -> HttpResponse:
        review = reviewing.opened(record, at=timezone.now())
        if review is None:
            raise Http404
        is_live = record.state == State.PUBLISHED
        scheduled = review.draft.go_live_at if review.draft is not None else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "title": _("Review: %(record)s") % {"record": review.shown.title},
            "review": review,
            "differences": self._differences(review) if review.is_waiting else "",
            "is_live": is_live,
            "is_in_review": review.draft is not None and review.draft.state in IN_REVIEW,
            "named": [
                (named._meta.verbose_name, named, _review_address(named)) for named in review.named
            ],
            "named_mark": seen.mark(review.named),
            "form": form,
            "media": self.media + form.media if form is not None else self.media,
            "moment": moment(scheduled) if scheduled is not None else "",
            "changelist_url": reverse(f"admin:{self._route}_changelist"),
            "change_url": self._address("change", record),
            "history_url": self._address("history", record),
            "view_url": self.get_view_on_site_url(record),
            "may_change": self.has_change_permission(request, record),
        }
        return TemplateResponse(request, "admin/cooperation/review.html", context)

    def _differences(self, review: Review) -> str:
        if review.record.state == State.PUBLISHED:
            before, after = _("Live"), _("Waiting")
        else:
            before, after = _("Last public"), _("Waiting")
        return table(
            self.model,
            review.content_before,
            review.shown.content,
            before_label=before,
            after_label=after,
        )

    @property
    def _route(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _address(self, view: str, record: Record) -> str:
        return reverse(f"admin:{self._route}_{view}", args=[record.pk])


def _review_address(record: Record) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_review", args=[record.pk])
