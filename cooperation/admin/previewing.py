"""The public page with a draft in it, from the form before it is saved or from what waits."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.admin.drafting import DraftingAdmin, Sitting
from cooperation.admin.guarded import editor_of
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.models.wording import moment_in_words
from cooperation.publishing import drafts, editing, preview_links, previews
from cooperation.web import rendering


class PreviewingAdmin(DraftingAdmin):
    """A kind of record with a public page of its own."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        rest = (object_id, form_url, extra_context)
        if request.method != "POST" or "_preview" not in request.POST:
            return super().changeform_view(request, *rest)
        record = None if object_id is None else self.get_object(request, unquote(object_id))
        with transaction.atomic():
            if record is None:
                # A new record exists for as long as its page is rendered.
                response = super().changeform_view(request, *rest)
                record = getattr(request, "made", None)
                content = None if record is None else editing.content_of_rows(record)
            else:
                edit = editing.receive_edit(
                    record, base=request.POST.get("base", ""), seen=request.POST.get("seen", "")
                )
                sitting = request.sitting = Sitting(edit)  # type: ignore[attr-defined]
                response = self._laid(request, sitting, rest)
                content = sitting.content
            html = None
            if record is not None and content is not None:
                html = self._rendered(request, record, content)
            transaction.set_rollback(True)
        return response if html is None else self._kept(request, record, html)

    def written(self, request: HttpRequest, form: Any, change: bool) -> None:
        super().written(request, form, change)
        if not change:
            request.made = form.instance  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        if "_preview" in request.POST:
            return HttpResponse()
        return super().response_add(request, obj, post_url_continue)

    @method_decorator(require_POST)
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Render what an editor would be shown now: what waits, else what the rows hold."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        shown = drafts.revision_shown(record.uid)
        if shown is None:
            raise Http404
        with transaction.atomic():
            html = self._rendered(request, record, shown.content)
        return self._kept(request, record, html)

    @method_decorator(require_POST)
    def revoke_view(self, request: HttpRequest, object_id: str, preview_id: int) -> HttpResponse:
        """End the link to a preview, whoever made it."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404
        links = preview_links.standing_previews(record.uid, at=timezone.now())
        preview_links.revoke_preview(get_object_or_404(links, pk=preview_id))
        self.message_user(request, _("The link to the preview is ended."), messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", record.pk))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<path:object_id>/{route}",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, route, view in (
                ("preview", "preview/", self.preview_view),
                ("revoke", "preview/<int:preview_id>/revoke/", self.revoke_view),
            )
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if change and obj is not None:
            context["previews"] = [
                {
                    "link": link,
                    "since": moment_in_words(link.made_at),
                    "until": moment_in_words(link.expires_at),
                    "address": rendering.preview_address(link.pk),
                    "revoke_url": self.address("revoke", obj.pk, link.pk),
                }
                for link in preview_links.standing_previews(obj.uid, at=timezone.now())
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _rendered(self, request: HttpRequest, record: Record, content: Content) -> str:
        kind, now = type(record), timezone.now()
        with previews.as_published(kind, record.uid, content, at=now) as shown:
            return rendering.public_page(shown.get_absolute_url(), request)

    def _kept(self, request: HttpRequest, record: Any, html: str) -> HttpResponse:
        now = timezone.now()
        marked = rendering.mark_preview(html, by=editor_of(request), until=now + previews.LIFE)
        kept = previews.save_preview(record, marked, by=editor_of(request), at=now)
        return HttpResponseRedirect(rendering.preview_address(kept.pk))
