"""The form of a record whose change may have to wait, and that nobody overwrites unawares.

A form is read and written while the rows hold what its editor saw; they are then rolled back, and
publishing decides where the content that came of it goes.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.admin.actions import delete_selected
from cooperation.admin.buttons import Button, pressed_button
from cooperation.admin.guarded import REFUSALS, editor_of, reason_given, refusal_texts
from cooperation.admin.history import HistoryAdmin
from cooperation.admin.lists import HeldList
from cooperation.admin.standing import undone_in_words
from cooperation.admin.windows import kept_query
from cooperation.models import Revision
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.models.differences import Difference
from cooperation.publishing import drafts, editing
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.wording import differences_in_words
from cooperation.vocabulary.workflow import State

READING = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass(slots=True)
class Sitting:
    """One request for the form of a record that is there already."""

    edit: editing.Edit
    why: dict[str, Any] = field(default_factory=dict)
    change_at: dt.datetime | None = None
    content: Content | None = None
    conflict: Revision | None = None

    @property
    def differences(self) -> list[Difference]:
        """What the other version says, and what this editor would make of it."""
        if self.conflict is None or self.edit.base is None:
            return []
        mine = self.content or self.edit.base.content
        return differences_in_words(type(self.edit.record), self.conflict.content, mine)


class DraftingAdmin(HistoryAdmin):
    """A kind of row with a history: records, and the lists that they draw on."""

    actions: Sequence[Any] = (delete_selected,)
    change_form_template = "admin/cooperation/change_form.html"
    change_list_template = "admin/cooperation/change_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[HeldList]:
        return HeldList

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        button = pressed_button(request)
        if button is not None and not is_permitted(editor_of(request), button.needs, self.model):
            raise PermissionDenied
        record = None if object_id is None else self.get_object(request, unquote(object_id))
        if record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        rest = (object_id, form_url, extra_context)
        if request.method in READING:
            return self._read(request, editing.open_edit(record), rest)
        with transaction.atomic():
            edit = editing.receive_edit(
                record, base=request.POST.get("base", ""), seen=request.POST.get("seen", "")
            )
            sitting = request.sitting = Sitting(edit)  # type: ignore[attr-defined]
            response = self._laid(request, sitting, rest)
            if sitting.content is None:
                return response
            try:
                is_changed = self._keep(request, sitting, button)
            except REFUSALS as refusal:
                request.refusals = refusal_texts(refusal)  # type: ignore[attr-defined]
                sitting.conflict = getattr(refusal, "theirs", None)
                return self._laid(request, sitting, rest)
        return self._answer(request, record, button, is_changed)

    def _read(self, request: HttpRequest, edit: editing.Edit, rest: Any) -> HttpResponse:
        sitting = request.sitting = Sitting(edit)  # type: ignore[attr-defined]
        if edit.is_overtaken:
            sitting.conflict = edit.live
        if edit.shown == edit.live:
            return super().changeform_view(request, *rest)
        return self._laid(request, sitting, rest)

    def _laid(self, request: HttpRequest, sitting: Sitting, rest: Any) -> HttpResponse:
        """Answer with the stock view over what the editor saw, and leave the rows as they were."""
        with transaction.atomic():
            sitting.edit.lay()
            response = super().changeform_view(request, *rest)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            transaction.set_rollback(True)
        return response

    def _keep(self, request: HttpRequest, sitting: Sitting, button: Button | None) -> bool:
        assert sitting.content is not None
        record = sitting.edit.record
        given = {"by": editor_of(request), **sitting.why}
        with transaction.atomic():
            is_changed = editing.save_edit(
                sitting.edit, sitting.content, overwrite="overwrite" in request.POST, **given
            )
            if button is not None:
                button.act(record, change_at=sitting.change_at, **given)
        return is_changed

    def written(self, request: HttpRequest, form: Any, change: bool) -> None:
        if change:
            sitting = request.sitting  # type: ignore[attr-defined]
            sitting.content = editing.content_of_rows(form.instance)
            sitting.why = reason_given(form)
            sitting.change_at = form.cleaned_data.get("change_at")
            return
        super().written(request, form, change)
        button = pressed_button(request)
        if button is not None:
            moment = form.cleaned_data.get("change_at")
            given = {"by": editor_of(request), **reason_given(form)}
            button.act(form.instance, change_at=moment, **given)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._answer(request, obj, pressed_button(request), True)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        # The answer is made once the content is kept.
        return HttpResponse()

    def _answer(
        self, request: HttpRequest, record: Record, button: Button | None, is_changed: bool
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, record)
        if button is not None:
            text = button.done % {"record": record}
        elif not is_changed:
            text = _("Nothing was changed.")
        elif getattr(record, "state", None) == State.PUBLISHED:
            text = _("The change is saved as a draft. Readers still see what is live.")
        else:
            text = _("“%(record)s” is saved.") % {"record": record}
        self.message_user(request, text, messages.SUCCESS)
        sitting: Sitting | None = getattr(request, "sitting", None)
        if sitting is not None and (
            taken := undone_in_words(sitting.edit.draft, drafts.draft_of(record.uid))
        ):
            self.message_user(request, taken, messages.WARNING)
        if "_addanother" in request.POST:
            return self._lead(request, self.address("add"))
        if button is not None or "_continue" in request.POST:
            query = kept_query(request)
            address = self.address("change", record.pk)
            return self._lead(request, f"{address}?{query}" if query else address)
        return self.response_post_save_change(request, record)

    def _lead(self, request: HttpRequest, address: str) -> HttpResponseRedirect:
        filters = self.get_preserved_filters(request)
        return HttpResponseRedirect(
            add_preserved_filters({"preserved_filters": filters, "opts": self.opts}, address)
        )

    def address(self, view: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        sitting: Sitting | None = getattr(request, "sitting", None)
        context["most_fields"] = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        context["most_bytes"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if change and sitting is not None:
            context["sitting"] = sitting
            context["differences"] = sitting.differences
        return super().render_change_form(request, context, add, change, form_url, obj)
