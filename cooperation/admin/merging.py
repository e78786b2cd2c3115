"""Merging two records at the desk: choose, look at what moves, confirm; and undo."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.admin.links import LinkSelect, is_key
from cooperation.admin.moves import moves_in_words, taken_in_words
from cooperation.admin.unmerging import UnmergingAdmin
from cooperation.models import Organisation, Position, StatementSpeaker
from cooperation.models.base import Record
from cooperation.models.texts import LineInput
from cooperation.publishing import merging, pairing, seen_marks, unmerging
from cooperation.publishing.merging import MERGEABLE

# A field that leads to each kind: by it the desk looks for records of the kind.
LEADING: dict[str, Any] = {
    "organisation": Organisation._meta.get_field("parent"),
    "person": StatementSpeaker._meta.get_field("person"),
    "post": Position._meta.get_field("post"),
}
THIS, OTHER = "this", "other"


class MergeForm(forms.Form):
    other = forms.ModelChoiceField(label=gettext_lazy("The other record"), queryset=None)
    keep = forms.ChoiceField(
        label=gettext_lazy("Which of the two stays"),
        widget=forms.RadioSelect,
        initial=THIS,
        help_text=gettext_lazy(
            "The other one goes into it; its name and address are kept and lead to it."
        ),
    )
    reason = LineInput(
        label=gettext_lazy("Why are they the same?"),
        max_length=200,
        required=False,
        widget=admin.widgets.AdminTextInputWidget,
        help_text=gettext_lazy("Kept in the history, for colleagues."),
    )

    def __init__(self, record: Record, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other, keep = self.fields["other"], self.fields["keep"]
        others = type(record)._default_manager.exclude(pk=record.pk)
        field = LEADING[str(record._meta.model_name)]
        other.widget = LinkSelect(field, admin.site)  # type: ignore[attr-defined]
        other.queryset = others  # type: ignore[attr-defined]
        keep.choices = [(THIS, f"“{record}”"), (OTHER, _("The other record"))]  # type: ignore[attr-defined]


@admin.action(permissions=["publish"], description=gettext_lazy("Merge the two selected"))
def merge_selected(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    chosen = list(queryset.order_by("pk")[:3])
    if len(chosen) != 2:
        modeladmin.message_user(request, _("Select the two that are the same."), messages.ERROR)
        return None
    page = modeladmin.merging_address("merge", chosen[0].pk)
    return HttpResponseRedirect(f"{page}?with={chosen[1].pk}")


class MergingAdmin(UnmergingAdmin):
    """A kind of record of which two may turn out to be one."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if actions and self.may_merge(request):
            actions["merge_selected"] = self.get_action(merge_selected)
        return actions

    def get_urls(self) -> list[URLPattern]:
        urls = super().get_urls()
        if self.model not in MERGEABLE:
            return urls
        views = (
            ("merge", "<path:object_id>/merge/", self.merge_view),
            ("distinct", "<path:object_id>/distinct/", require_POST(self.distinct_view)),
        )
        return [*(self.merging_path(*view) for view in views), *urls]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.to_merge(request, object_id)
        chosen = request.GET.get("with", "")
        form = MergeForm(
            record,
            request.POST or None,
            initial={"other": chosen if is_key(chosen) else "", "keep": THIS},
        )
        if request.method == "POST" and form.is_valid():
            pair = [record, form.cleaned_data["other"]]
            kept, merged = pair if form.cleaned_data["keep"] == THIS else pair[::-1]
            if "confirm" not in request.POST:
                return self._preview(request, record, form, kept, merged)
            return self._merge(request, record, form, kept, merged)
        context = {
            "title": _("Merge “%(record)s” with another") % {"record": record},
            "form": form,
            "media": self.media + form.media,
            "likely": [
                (pair.other if pair.one == record else pair.one, pair.reason)
                for pair in pairing.pairs_with(record)
            ],
            "merges": [
                (merge, self.merging_address("unmerge", record.pk, merge.pk))
                for merge in unmerging.merges_to_undo(record)
            ],
            "distinct_url": self.merging_address("distinct", record.pk),
        }
        return self.merging_page(request, "admin/cooperation/merge.html", record, context)

    def distinct_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep that two records are not the same, and lead back."""
        record = self.to_merge(request, object_id)
        key = request.POST.get("other", "")
        other = self.model._default_manager.filter(pk=key).first() if is_key(key) else None
        if other is None or other == record:
            raise Http404
        pairing.dismiss_pair(record, other, by=editor_of(request), at=timezone.now())
        text = _("“%(one)s” and “%(other)s” will not be taken for one again.")
        self.message_user(request, text % {"one": record, "other": other}, messages.SUCCESS)
        return HttpResponseRedirect(self.merging_address("merge", record.pk))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.may_merge(request):
            tools = context.setdefault("tools", [])
            tools.append((_("Merge with …"), self.merging_address("merge", obj.pk)))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _preview(
        self, request: HttpRequest, record: Record, form: MergeForm, kept: Record, merged: Record
    ) -> HttpResponse:
        at = timezone.now()
        plan = merging.plan_merge(kept, merged, at=at)
        try:
            merging.try_merge(kept, merged, by=editor_of(request), at=at)
        except REFUSALS as refusal:
            problems = refusal_texts(refusal)
        else:
            problems = []
        given = form.cleaned_data
        context = {
            "title": _("Merge “%(merged)s” into “%(kept)s”?") % {"merged": merged, "kept": kept},
            "kept": kept,
            "merged": merged,
            "given": {**given, "other": given["other"].pk},
            "turned": OTHER if given["keep"] == THIS else THIS,
            "taken": taken_in_words(plan),
            "moves": moves_in_words(request, plan.moves, but=kept),
            "problems": problems,
            "seen": seen_marks.mark_seen(plan.records),
        }
        return self.merging_page(request, "admin/cooperation/merge_preview.html", record, context)

    def _merge(
        self, request: HttpRequest, record: Record, form: MergeForm, kept: Record, merged: Record
    ) -> HttpResponse:
        name = str(merged)
        reason, mark = form.cleaned_data["reason"], request.POST.get("seen", "")
        by = editor_of(request)
        try:
            done = merging.merge(kept, merged, by=by, reason=reason, mark=mark)
        except REFUSALS as refusal:
            self.tell(request, refusal)
            return self._preview(request, record, form, kept, merged)
        text = _("“%(merged)s” is merged into “%(kept)s”: %(count)d records were changed.")
        words = {"merged": name, "kept": kept, "count": len(done.changes)}
        self.message_user(request, text % words, messages.SUCCESS)
        return HttpResponseRedirect(self.merging_address("change", kept.pk))
