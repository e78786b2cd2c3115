"""Merges at the desk that can be undone, and what all pages about merging share."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.admin.moves import moves_in_words
from cooperation.models import Merge
from cooperation.models.base import Record
from cooperation.publishing import seen_marks, unmerging
from cooperation.publishing.merging import MERGEABLE
from cooperation.publishing.permissions import is_permitted


class UnmergingAdmin(admin.ModelAdmin):
    """A kind of record whose merges can be undone."""

    def get_urls(self) -> list[URLPattern]:
        urls = super().get_urls()
        if self.model not in MERGEABLE:
            return urls
        route = "<path:object_id>/merge/<int:merge_id>/undo/"
        return [self.merging_path("unmerge", route, self.unmerge_view), *urls]

    def may_merge(self, request: HttpRequest) -> bool:
        verbs = ("change", "publish")
        return self.model in MERGEABLE and all(
            is_permitted(editor_of(request), verb, self.model) for verb in verbs
        )

    def unmerge_view(self, request: HttpRequest, object_id: str, merge_id: int) -> HttpResponse:
        record = self.to_merge(request, object_id)
        merge: Merge | None = next(
            (found for found in unmerging.merges_to_undo(record) if found.pk == merge_id), None
        )
        if merge is None:
            raise Http404
        if request.method == "POST":
            reason, mark = (request.POST.get(name, "") for name in ("reason", "seen"))
            by = editor_of(request)
            try:
                done = unmerging.undo_merge(merge, by=by, reason=reason[:200], mark=mark)
            except REFUSALS as refusal:
                self.tell(request, refusal)
            else:
                for problem in done.stays:
                    self.message_user(request, str(problem), messages.WARNING)
                text = _("“%(record)s” is a record of its own again.")
                back = {"record": merge.revision.title}
                self.message_user(request, text % back, messages.SUCCESS)
                return HttpResponseRedirect(self.merging_address("change", record.pk))
        plan = unmerging.plan_undoing(merge)
        context = {
            "title": _("Undo the merge of “%(record)s”?") % {"record": merge.revision.title},
            "merge": merge,
            "moves": moves_in_words(request, plan.moves, but=record),
            "stays": plan.stays,
            "seen": seen_marks.mark_seen(plan.records),
        }
        return self.merging_page(request, "admin/cooperation/unmerge.html", record, context)

    def merging_address(self, name: str, *args: Any) -> str:
        return reverse(f"admin:{self._name(name)}", args=args)

    def to_merge(self, request: HttpRequest, object_id: str) -> Record:
        if not self.may_merge(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def tell(self, request: HttpRequest, refusal: Exception) -> None:
        for text in refusal_texts(refusal):
            self.message_user(request, text, messages.ERROR)

    def merging_page(
        self, request: HttpRequest, template: str, record: Record, context: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "change_url": self.merging_address("change", record.pk),
            "merge_url": self.merging_address("merge", record.pk),
            **context,
        }
        return TemplateResponse(request, template, context)

    def merging_path(self, name: str, route: str, view: Callable[..., Any]) -> URLPattern:
        return path(route, self.admin_site.admin_view(view), name=self._name(name))

    def _name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"
