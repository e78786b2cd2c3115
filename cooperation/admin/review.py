"""The review of a change: what differs, what stops it, and the decision, on one page."""

from collections.abc import Sequence
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

from cooperation.admin.comparing import difference_table
from cooperation.admin.guarded import REFUSALS, ReasonForm, editor_of, reason_given, refusal_texts
from cooperation.models.base import Record
from cooperation.models.texts import LinesInput
from cooperation.models.wording import moment_in_words
from cooperation.publishing import reviewing, seen_marks
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.reviewing import Review
from cooperation.vocabulary.workflow import Pending, State

BUTTONS = ("_approve", "_approve_together", "_schedule", "_request")
IN_REVIEW = (Pending.IN_REVIEW, Pending.SCHEDULED)


class MomentWidget(AdminSplitDateTime):
    """Django writes "Date:" and "Time:" beside the fields, but as no label of theirs."""

    def __init__(self) -> None:
        super().__init__()
        for part, name in zip(
            self.widgets, (gettext_lazy("Date"), gettext_lazy("Time")), strict=True
        ):
            part.attrs["aria-label"] = name


class ReviewForm(ReasonForm):
    change_at = forms.SplitDateTimeField(
        label=gettext_lazy("Moment, in the time of Phnom Penh"),
        required=False,
        widget=MomentWidget,
    )
    note = LinesInput(
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
        review = path(
            "<path:object_id>/review/", view, name=f"cooperation_{self.opts.model_name}_review"
        )
        return [review, *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context.setdefault("tools", []).append((_("Review"), _page_of(obj, "review")))
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        may_publish = is_permitted(editor_of(request), "publish", self.model)
        if request.method != "POST":
            return self._review_page(request, record, ReviewForm() if may_publish else None)
        if not may_publish:
            raise PermissionDenied
        form = ReviewForm(request.POST)
        if form.is_valid() and self._decided(request, record, form):
            return HttpResponseRedirect(_page_of(record, "change"))
        return self._review_page(request, record, form)

    def _decided(self, request: HttpRequest, record: Any, form: ReviewForm) -> bool:
        """Do what the pressed button says, or tell the reviewer why not."""
        given: dict[str, Any] = {
            "reviewed": request.POST.get("reviewed", ""),
            "by": editor_of(request),
        }
        pressed = next((name for name in BUTTONS if name in request.POST), None)
        if pressed is None:
            return False
        later = form.cleaned_data["change_at"] if pressed == "_schedule" else None
        if pressed == "_schedule" and later is None:
            form.add_error("change_at", _("Say when it shall be public."))
            return False
        together = request.POST.get("named", "") if pressed == "_approve_together" else None
        try:
            if pressed == "_request":
                reviewing.request_changes(record, note=form.cleaned_data["note"], **given)
                done = _("“%(record)s” is given back to its author.") % {"record": record}
            else:
                given |= {"go_live_at": later, "with_named": together, **reason_given(form)}
                done = _approved(reviewing.approve(record, **given), is_later=later is not None)
        except REFUSALS as refusal:
            for text in refusal_texts(refusal):
                messages.error(request, text)
            return False
        messages.success(request, done)
        return True

    def _review_page(self, request: HttpRequest, record: Record, form: Any) -> HttpResponse:
        review = reviewing.open_review(record, at=timezone.now())
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
            "differences": _differences(review) if review.is_waiting else "",
            "is_live": is_live,
            "is_in_review": review.draft is not None and review.draft.state in IN_REVIEW,
            "named": [
                (named._meta.verbose_name, named, _page_of(named, "review"))
                for named in review.named
            ],
            "named_mark": seen_marks.mark_seen(review.named),
            "form": form,
            "media": self.media + form.media if form is not None else self.media,
            "moment": moment_in_words(scheduled) if scheduled is not None else "",
            "changelist_url": reverse(f"admin:cooperation_{self.opts.model_name}_changelist"),
            "change_url": _page_of(record, "change"),
            "history_url": _page_of(record, "history"),
            "preview_url": _page_of(record, "preview"),
            "view_url": self.get_view_on_site_url(record),
            "may_change": self.has_change_permission(request, record),
        }
        return TemplateResponse(request, "admin/cooperation/review.html", context)


def _approved(published: Sequence[Record], *, is_later: bool) -> str:
    text = _("Scheduled: %(names)s.") if is_later else _("Published: %(names)s.")
    return text % {"names": ", ".join(map(str, published))}


def _differences(review: Review) -> str:
    is_live = review.record.state == State.PUBLISHED
    return difference_table(
        type(review.record),
        review.content_before,
        review.shown.content,
        before_label=_("Live") if is_live else _("Last public"),
        after_label=_("Waiting"),
    )


def _page_of(record: Record, view: str) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_{view}", args=[record.pk])
