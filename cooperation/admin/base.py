"""What the desk does alike for every kind of record."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.acts import attempt, publish_selected, publish_with_drafts, withdraw_selected
from cooperation.admin.columns import public_state
from cooperation.admin.guarded import REASON, GuardedAdmin, delete_selected, editor
from cooperation.models.base import Record
from cooperation.publishing import workflow
from cooperation.publishing.permissions import may
from cooperation.vocabulary.workflow import State

PUBLICATION: Any = (
    _("Publication"),
    {
        "fields": ("slug", (public_state, "uid"), ("go_live_at", "expire_at"), "review_due"),
        "description": _("All is a draft until someone who may publish it does so."),
    },
)


def both(name: str) -> tuple[str, str]:
    """Return English and Khmer of a text, side by side on the form."""
    return (f"{name}_en", f"{name}_km")


class RecordAdmin(GuardedAdmin):
    """A kind of root: its form is `content`, then publication and the reason of the change."""

    content: Sequence[Any] = ()
    actions = (publish_selected, publish_with_drafts, withdraw_selected, delete_selected)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.without_reason(request, obj, [*self.content, PUBLICATION, REASON])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        computed = [f for f in flatten_fieldsets([*self.content, PUBLICATION]) if callable(f)]
        return ["uid", *computed]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.state == State.DRAFT or self.has_publish_permission(request)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(editor(request), "publish", self.model)

    def has_archive_permission(self, request: HttpRequest) -> bool:
        return may(editor(request), "archive", self.model)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        record = super().get_object(request, object_id, from_field)
        if (
            record is not None
            and request.method == "POST"
            and transaction.get_connection().in_atomic_block
        ):
            # Whoever waited for another editor here must see what that one made of it.
            workflow.lock([record])
            record.refresh_from_db()
        return record

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if "_publish" in request.POST and not self.has_publish_permission(request):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST:
            workflow.publish(
                form.instance,
                by=editor(request),
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
            self.message_user(request, gettext("Saved and published."), messages.SUCCESS)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        is_published = obj is not None and obj.state == State.PUBLISHED
        context["show_publish"] = (
            not is_published
            and self.has_publish_permission(request)
            and (add or self.has_change_permission(request, obj))
        )
        if is_published and self.has_archive_permission(request):
            context["withdraw_url"] = reverse(self._route("withdraw"), args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self) -> list[URLPattern]:
        withdraw = path(
            "<path:object_id>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name=self._route("withdraw").removeprefix("admin:"),
        )
        return [withdraw, *super().get_urls()]

    @method_decorator(require_POST)
    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_archive_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        reason = request.POST.get("reason", "")[:300]
        if attempt(workflow.withdraw_set, [record], request, reason=reason):
            self.message_user(request, gettext("The record is withdrawn."), messages.SUCCESS)
        return HttpResponseRedirect(reverse(self._route("change"), args=[record.pk]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        revisions = reverse("admin:cooperation_revision_changelist")
        return HttpResponseRedirect(f"{revisions}?record_uid={record.uid}")

    def get_view_on_site_url(self, obj: Record | None = None) -> str | None:
        if obj is None or not obj.is_public(timezone.now()):
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:
            return None

    def _route(self, view: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
