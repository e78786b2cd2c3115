"""Warns of known records that a name resembles, while it is typed or once it is saved."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.admin.columns import PUBLIC_STATES, public_state_of
from cooperation.admin.links import is_key
from cooperation.models import Organisation
from cooperation.publishing.resembling import NAMED, Resemblance, find_resembling, gather_names

MOST_SHOWN = 5
MOST_NAMES = 20
LONGEST = 300
MODULES: Any = (Script("cooperation/resembling.js", type="module"),)


class ResemblingAdmin(admin.ModelAdmin):
    """A kind of record whose names are compared with those of all others of its kind."""

    @property
    def media(self) -> forms.Media:
        own = forms.Media(js=MODULES if self.model in NAMED else ())
        return super().media + own

    def get_urls(self) -> list[URLPattern]:
        urls = super().get_urls()
        if self.model not in NAMED:
            return urls
        name = f"{self.opts.app_label}_{self.opts.model_name}_resembling"
        view = self.admin_site.admin_view(require_safe(self.resembling_view))
        return [path("resembling/", view, name=name), *urls]

    def resembling_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the known records that the given names resemble, and why."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        given = [name[:LONGEST] for name in request.GET.getlist("name")[:MOST_NAMES]]
        acronym = request.GET.get("acronym", "")[:LONGEST]
        found = self._found(
            given, acronym, besides=request.GET.get("besides"), within=request.GET.get("within")
        )
        return JsonResponse(
            {
                "heading": _("Known already? These look alike:") if found else "",
                "results": [
                    {
                        "uid": str(one.record.uid),
                        "name": str(one.record),
                        "url": self._change_page(one),
                        "reason": _reason(one),
                    }
                    for one in found
                ],
            }
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        typed = [form, *(row for formset in formsets for row in formset.forms)]
        given = [name for one in typed for name in _names(one)]
        super().save_related(request, form, formsets, change)
        # A form that clashed with another editor's is written twice.
        if self.model in NAMED and given and not hasattr(request, "resembling"):
            record = form.instance
            within = getattr(record, "organisation_id", None)
            acronym = form.cleaned_data.get("acronym", "")
            found = self._found(given, acronym, besides=record.pk, within=within)
            shown = set(request.POST.get("resembling-shown", "").split())
            request.resembling = [one for one in found if str(one.record.uid) not in shown]  # type: ignore[attr-defined]
            if request.resembling:  # type: ignore[attr-defined]
                self._warn(request)

    def _found(
        self, given: list[str], acronym: str, *, besides: Any, within: Any
    ) -> list[Resemblance]:
        uid: UUID | None = None
        if besides and is_key(besides):
            rows = self.model._default_manager.filter(pk=besides)
            uid = rows.values_list("uid", flat=True).first()
        organisation = None
        if within and is_key(within):
            organisation = Organisation._default_manager.filter(pk=within).first()
        wanted = gather_names(given, [acronym], self.model)
        found = find_resembling(self.model, wanted, besides=uid, organisation=organisation)
        return found[:MOST_SHOWN]

    def _warn(self, request: HttpRequest) -> None:
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a> ({})',
            (
                (self._change_page(one), one.record, _reason(one))
                for one in request.resembling  # type: ignore[attr-defined]
            ),
        )
        text = format_html(_("Known already? These look alike: {}."), links)
        self.message_user(request, text, messages.WARNING)

    def _change_page(self, one: Resemblance) -> str:
        route = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(route, args=[one.record.pk])


def _names(form: Any) -> list[str]:
    """Return the names that were typed into a form, or into a row of other names."""
    changed: set[str] = set(getattr(form, "changed_data", ()))
    cleaned: Mapping[str, Any] = getattr(form, "cleaned_data", {})
    fields = ("name_en", "name_km", "label_en", "label_km", "acronym", "name")
    if not changed & set(fields) or cleaned.get("DELETE"):
        return []
    return [cleaned[name] for name in fields if cleaned.get(name) and name != "acronym"]


def _reason(one: Resemblance) -> str:
    """Return why it resembles, the name that does if it is another, and the public state."""
    said = [str(one.likeness.reason.label)]
    if one.likeness.other != str(one.record):
        said[0] = _("%(reason)s: %(name)s") % {"reason": said[0], "name": one.likeness.other}
    if organisation := getattr(one.record, "organisation", None):
        said.append(str(organisation))
    said.append(str(PUBLIC_STATES[public_state_of(one.record, timezone.now())]))
    return ", ".join(said)
