"""What the desk does alike for every kind of record."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.actions import (
    delete_selected,
    publish_selected,
    publish_with_drafts,
    withdraw_selected,
)
from cooperation.admin.buttons import BUTTONS, Button
from cooperation.admin.columns import public_state
from cooperation.admin.entering import EnteringAdmin
from cooperation.admin.exporting import EXPORTS
from cooperation.admin.guarded import REASON, REFUSALS, GuardedForm, editor_of, refusal_texts
from cooperation.admin.merging import MergingAdmin
from cooperation.admin.resembling import ResemblingAdmin
from cooperation.admin.review import ReviewingAdmin
from cooperation.admin.searching import SoughtAdmin
from cooperation.admin.standing import standing_of_record
from cooperation.admin.tables import TabledAdmin
from cooperation.admin.uses import UsesAdmin
from cooperation.models.base import Record
from cooperation.publishing import drafts, editing, titles, workflow
from cooperation.publishing.errors import ChangedMeanwhile
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.wording_warnings import wording_warnings
from cooperation.vocabulary.workflow import State

PUBLICATION: Any = (
    _("Publication"),
    {
        "fields": ("slug", (public_state, "uid"), ("go_live_at", "expire_at"), "review_due"),
        "description": _("All is a draft until someone who may publish it does so."),
    },
)


SCHEDULE: Any = (
    _("Schedule for"),
    {
        "fields": ("change_at",),
        "description": _(
            "With the button “Schedule”: from this moment on, Phnom Penh time, the record, or this "
            "change of it, is public."
        ),
    },
)


class RecordForm(GuardedForm):
    change_at = forms.SplitDateTimeField(
        label=_("moment"), required=False, widget=admin.widgets.AdminSplitDateTime
    )


def in_both_languages(name: str) -> tuple[str, str]:
    """Return English and Khmer of a text, side by side on the form."""
    return (f"{name}_en", f"{name}_km")


class RecordAdmin(
    SoughtAdmin,
    ReviewingAdmin,
    MergingAdmin,
    ResemblingAdmin,
    UsesAdmin,
    TabledAdmin,
    EnteringAdmin,
):
    """A kind of root: its form is `content`, then publication and the reason of the change."""

    form = RecordForm
    content: Sequence[Any] = ()
    actions = (publish_selected, publish_with_drafts, withdraw_selected, delete_selected, *EXPORTS)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        entries = [*self.content, PUBLICATION, REASON]
        if self.has_publish_permission(request):
            entries.insert(-1, SCHEDULE)
        return self.without_reason(request, obj, entries)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        computed = [f for f in flatten_fieldsets([*self.content, PUBLICATION]) if callable(f)]
        return ["uid", *computed]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return is_permitted(editor_of(request), "publish", self.model)

    def has_archive_permission(self, request: HttpRequest) -> bool:
        return is_permitted(editor_of(request), "archive", self.model)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        may_save = self.has_add_permission(request) if add else False
        may_save = may_save or (change and self.has_change_permission(request, obj))
        context["buttons"] = [
            button
            for button in BUTTONS
            if may_save and is_permitted(editor_of(request), button.needs, self.model)
        ]
        if change and obj is not None:
            context["wording_warnings"] = wording_warnings(obj)
        if obj is not None:
            context |= self._standing(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _standing(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return where a record stands, and the addresses of what ends that."""
        found = {}
        if (sitting := getattr(request, "sitting", None)) is not None:
            draft, record = sitting.edit.draft, sitting.edit.record
            stands = standing_of_record(record, draft, editor_of(request), at=timezone.now())
            found = {"standing": stands, "discard_url": self.address("discard", obj.pk)}
        if obj.state == State.PUBLISHED and self.has_archive_permission(request):
            found["withdraw_url"] = self.address("withdraw", obj.pk)
        return found

    def get_urls(self) -> list[URLPattern]:
        acts = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in (("withdraw", self.withdraw_view), ("discard", self.discard_view))
        ]
        return [*acts, *super().get_urls()]

    def _answer(
        self, request: HttpRequest, record: Any, button: Button | None, is_changed: bool
    ) -> HttpResponse:
        response = super()._answer(request, record, button, is_changed)
        sitting = getattr(request, "sitting", None)
        kept = vars(record) if sitting is None else sitting.content["fields"]
        if titles.FLAG in request.POST and not kept[titles.FLAG]:
            text = gettext("A source is cited for the title: “title is ours” is taken away.")
            self.message_user(request, text, messages.WARNING)
        return response

    @method_decorator(require_POST)
    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_archive_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is not None and (question := self.withdrawal(request, record)) is not None:
            return question
        done = gettext("The record is withdrawn.")
        return self._act(request, object_id, workflow.withdraw, done)

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        draft = None if record is None else drafts.draft_of(record.uid)
        if draft is None or draft.revision.is_pending:
            done = gettext("The draft is discarded. Its text stays in the history.")
        else:
            done = gettext("It is no longer in review. Nothing of its text was changed.")
        return self._act(request, object_id, drafts.discard, done)

    def _act(
        self, request: HttpRequest, object_id: str, act: Callable[..., Any], done: str
    ) -> HttpResponse:
        """Do something with the record as the form showed it, whatever was typed there."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        try:
            with transaction.atomic():
                edit = editing.receive_edit(
                    record, base=request.POST.get("base", ""), seen=request.POST.get("seen", "")
                )
                if edit.unseen is not None:
                    raise ChangedMeanwhile(edit.unseen)
                reason = request.POST.get("reason", "")[:300]
                act(record, by=editor_of(request), reason=reason)
        except REFUSALS as refusal:
            for text in refusal_texts(refusal):
                self.message_user(request, text, messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", record.pk))

    def get_view_on_site_url(self, obj: Record | None = None) -> str | None:
        if obj is None or not obj.is_public(timezone.now()):
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:
            return None
