"""Saving and deleting through publishing: what it refuses comes back on the form, all kept."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.admin.links import LinkedAdmin
from cooperation.models import User
from cooperation.models.base import Record
from cooperation.models.owned import Owned, owned_parts
from cooperation.models.texts import LineInput
from cooperation.publishing import seen_marks, turns, workflow
from cooperation.publishing.addresses import fill_slug
from cooperation.publishing.errors import NotReady, PublishingError, said_by_database
from cooperation.publishing.references import roots_naming

REASON: Any = (_("History"), {"fields": ("reason", "is_reason_public")})
REFUSALS = (PublishingError, ValidationError, IntegrityError, DataError)


def editor_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def refusal_texts(refusal: Exception) -> list[str]:
    """Return what a refusal says to the editor, one text for each problem."""
    match refusal:
        case NotReady():
            return [str(problem) for problem in refusal.problems]
        case ValidationError():
            return list(refusal.messages)
        case PublishingError():
            return [str(refusal)]
        case _:
            return [said_by_database(refusal)]


def reason_given(form: forms.Form) -> dict[str, Any]:
    """Return the reason of the change, and whether readers may be told."""
    return {name: form.cleaned_data[name] for name in ("reason", "is_reason_public")}


class ReasonForm(forms.Form):
    reason = LineInput(
        label=_("Why this change?"),
        max_length=300,
        required=False,
        widget=admin.widgets.AdminTextInputWidget,
        help_text=_("Kept in the history, for colleagues."),
    )
    is_reason_public = forms.BooleanField(label=_("Readers may be told the reason"), required=False)


class GuardedForm(ReasonForm, forms.ModelForm):
    refusals: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.MultiWidget):
                for widget in field.widget.widgets:
                    widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        for refusal in self.refusals:
            self.add_error(None, refusal)
        return super().clean() or self.cleaned_data


class GuardedAdmin(LinkedAdmin, admin.ModelAdmin):
    """Stock admin for the rows; publishing for what they become."""

    form = GuardedForm
    delete_confirmation_template = "admin/cooperation/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/cooperation/delete_selected_confirmation.html"
    list_per_page = 50

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusals = getattr(request, "refusals", ())
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.without_reason(request, obj, super().get_fieldsets(request, obj))

    def without_reason(self, request: HttpRequest, obj: Any, fieldsets: Sequence[Any]) -> Any:
        """Return the fieldsets, less the question why to someone who may only look."""
        is_editable = obj is None or self.has_change_permission(request, obj)
        return [entry for entry in fieldsets if is_editable or entry is not REASON]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            # The transaction is rolled back; the same form says why, with everything typed.
            request.refusals = refusal_texts(refusal)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Ask for no rows of a kind of part that the record has none of: most have few kinds."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in given:
            # The stock view copies the whole form for each kind; nothing here writes to it.
            given["data"] = request.POST
        asked: tuple[Any, Owned] | None = getattr(request, "owned", None)
        if asked is None or asked[0] is not obj:
            asked = (obj, () if obj.pk is None else owned_parts(type(obj), [obj.pk]))
            request.owned = asked  # type: ignore[attr-defined]
        if inline.model not in dict(asked[1]):
            given["queryset"] = given["queryset"].none()
        return given

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if isinstance(obj, Record):
            fill_slug(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.written(request, form, change)

    def written(self, request: HttpRequest, form: Any, change: bool) -> None:
        """Complete what the stock view has written to the rows."""
        workflow.keep_change(
            form.instance,
            by=editor_of(request),
            **reason_given(form),
        )

    # The revisions of a row say who did what to it; a second log would say less.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any: ...

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workflow.delete(obj, by=editor_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for row in queryset:
            self.delete_model(request, row)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        rows = [] if row is None else [row]
        context = {**(extra_context or {}), "seen": seen_marks.mark_seen(rows)}
        try:
            with transaction.atomic():
                if request.method == "POST" and self.has_delete_permission(request, row):
                    turns.lock_rows(rows)
                    seen_marks.require_unchanged(
                        rows, request.POST.get("seen", ""), by=editor_of(request)
                    )
                return super().delete_view(request, object_id, context)
        except REFUSALS as refusal:
            for text in refusal_texts(refusal):
                self.message_user(request, text, messages.ERROR)
            route = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(route, args=[unquote(object_id)]))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, count, needed, protected = super().get_deleted_objects(objs, request)
        if protected:
            # Rows of parts say little; the records that own them can be opened and changed.
            roots = {
                f"{root._meta.verbose_name}: {root}" for row in objs for root in roots_naming(row)
            }
            protected = sorted(roots) or protected
        return to_delete, count, needed, protected
