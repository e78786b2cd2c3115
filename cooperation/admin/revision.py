"""The audit log of everything, the deleted records, and what is taken out of a history."""

import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.admin.history import PER_PAGE, history_page
from cooperation.models import Revision, User
from cooperation.models.texts import LineInput
from cooperation.publishing import redacting, restoring, seen_marks
from cooperation.publishing.permissions import is_permitted


def viewable_kinds(user: User) -> list[type[models.Model]]:
    """Return the kinds of record whose revisions this user may read."""
    verbs = ("view", "change")
    return [
        kind
        for kind in restoring.kinds_with_history()
        if any(is_permitted(user, verb, kind) for verb in verbs)
    ]


class RedactionForm(forms.Form):
    values = forms.MultipleChoiceField(
        label=gettext_lazy("What is taken out"), widget=forms.CheckboxSelectMultiple
    )
    reason = LineInput(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("The history shows this reason, and not what was taken out."),
    )
    is_certain = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring it back: the values are kept nowhere.")
    )


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """What was done to records of the kinds that one may see, to look at only."""

    fields = ("title", "record_type", "record_uid", "action", "who", "at", "reason", "whole")
    readonly_fields = ("who", "whole")
    list_display = ("at", "title", "record_type", "action", "is_public", "user", "reason")
    list_filter = ("action", "record_type", "at")
    list_select_related = ("user",)
    change_list_template = "admin/cooperation/revision/change_list.html"
    list_per_page = PER_PAGE
    search_fields = ("title", "reason", "record_uid")
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("content"))
    def whole(self, revision: Revision) -> str:
        text = json.dumps(revision.content, ensure_ascii=False, indent=2)
        return format_html('<pre class="snapshot">{}</pre>', text)

    # Django would make it a link to an account, which few may open.
    @admin.display(description=gettext_lazy("user"))
    def who(self, revision: Revision) -> str:
        return str(revision.user or _("the register itself"))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        kinds = [kind._meta.model_name for kind in viewable_kinds(editor_of(request))]
        return super().get_queryset(request).filter(record_type__in=kinds).defer("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead on to the history that the revision is a part of."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        revision = self.get_object(request, unquote(object_id))
        if revision is None:
            raise Http404
        history = reverse("admin:cooperation_revision_record", args=[revision.record_uid])
        return HttpResponseRedirect(history)

    def get_urls(self) -> list[URLPattern]:
        views: list[tuple[str, str, Any]] = [
            ("deleted", "deleted/", self.deleted_view),
            ("record", "record/<uuid:uid>/", self.record_view),
            ("redact", "record/<uuid:uid>/redact/", self.redact_view),
        ]
        mine = [
            path(route, self.admin_site.admin_view(view), name=f"cooperation_revision_{name}")
            for name, route, view in views
        ]
        return [*mine, *super().get_urls()]

    @method_decorator(require_safe)
    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List what was deleted; the history of each brings it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = restoring.revisions_of_deleted(viewable_kinds(editor_of(request))).select_related(
            "user"
        )
        page = Paginator(found.defer("content"), PER_PAGE).get_page(request.GET.get("page"))
        gone = [(revision, restoring.model_of_revision(revision)) for revision in page]
        rows = [
            (revision, kind._meta.verbose_name, is_permitted(editor_of(request), "add", kind))
            for revision, kind in gone
        ]
        mark = seen_marks.mark_seen([SimpleNamespace(uid=revision.record_uid) for revision in page])
        context = {"title": _("Deleted records"), "page": page, "rows": rows, "seen": mark}
        return self._answer(request, "admin/cooperation/deleted.html", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def record_view(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Show the history of a record that may be deleted."""
        kind, record = self._found(request, uid)
        return history_page(self.admin_site.get_model_admin(kind), request, uid, record)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def redact_view(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        kind, record = self._found(request, uid)
        if not is_permitted(editor_of(request), "redact", Revision):
            raise PermissionDenied
        values = redacting.values_held(kind, uid)
        form = RedactionForm(request.POST or None)
        form.fields["values"].choices = [(one.value.key, one.words) for one in values]
        history = reverse("admin:cooperation_revision_record", args=[uid])
        if request.method == "POST" and form.is_valid():
            try:
                redacting.redact(
                    kind,
                    uid,
                    form.cleaned_data["values"],
                    by=editor_of(request),
                    reason=form.cleaned_data["reason"],
                )
            except REFUSALS as refusal:
                for text in refusal_texts(refusal):
                    messages.error(request, text)
            else:
                messages.success(request, _("The values are taken out, everywhere."))
                return HttpResponseRedirect(history)
        chosen = form.data.getlist("values") if form.is_bound else []
        context = {
            "title": _("Take values out of the history"),
            "record": record,
            "values": [(one, one.value.key in chosen) for one in values],
            "form": form,
            "history_url": history,
        }
        return self._answer(request, "admin/cooperation/redact.html", context)

    def _found(self, request: HttpRequest, uid: UUID) -> tuple[type[models.Model], Any]:
        revision = self.get_queryset(request).filter(record_uid=uid).first()
        if revision is None:
            raise Http404
        return restoring.model_of_revision(revision), restoring.record_of_revision(revision)

    def _answer(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        stock = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, stock | context)
