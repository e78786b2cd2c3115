"""Where a record is used, on a page of its own and before it is withdrawn or deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.admin.guarded import editor_of
from cooperation.models.base import Record
from cooperation.publishing.permissions import is_permitted
from cooperation.publishing.uses import Use, list_uses

MOST_ON_A_PAGE = 100
MOST_BRIEFLY = 10

Named = dict[tuple[type[models.Model], int], list[Use]]


@dataclass(frozen=True, slots=True)
class Namer:
    """A record that names another one, as a list shows it."""

    record: models.Model
    kind: str
    address: str
    places: str


class UsesAdmin(admin.ModelAdmin):
    """A kind of record of which one may ask where it is used."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_uses"
        view = self.admin_site.admin_view(require_safe(self.uses_view))
        return [path("<path:object_id>/uses/", view, name=name), *super().get_urls()]

    def uses_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404
        seen, unseen = viewable_uses(request, list_uses(record))
        page = Paginator(list(seen.items()), MOST_ON_A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Where “%(record)s” is used") % {"record": record},
            "original": record,
            "page": page,
            "namers": list_namers(page.object_list),
            "unseen": unseen,
        }
        return TemplateResponse(request, "admin/cooperation/uses.html", context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        context = {} if record is None else {"uses": self.briefly(request, record)}
        return super().delete_view(request, object_id, context | (extra_context or {}))

    def withdrawal(self, request: HttpRequest, record: Record) -> HttpResponse | None:
        """Return the question whether to withdraw what others name; None if none is to be asked."""
        used = self.briefly(request, record)
        if "sure" in request.POST or not used["count"]:
            return None
        kept = {name: request.POST.get(name, "") for name in ("base", "seen", "reason")}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Withdraw “%(record)s”?") % {"record": record},
            "original": record,
            "uses": used,
            "kept": kept,
        }
        return TemplateResponse(request, "admin/cooperation/withdrawal.html", context)

    def briefly(self, request: HttpRequest, record: Record) -> dict[str, Any]:
        """Return the first of what names a record, and how much there is."""
        seen, unseen = viewable_uses(request, list_uses(record))
        return {
            "count": len(seen) + unseen,
            "namers": list_namers(list(seen.items())[:MOST_BRIEFLY]),
            "address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_uses", args=[record.pk]
            ),
        }

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
            route = f"admin:{self.opts.app_label}_{self.opts.model_name}_uses"
            tools = context.setdefault("tools", [])
            tools.append((_("Where used"), reverse(route, args=[obj.pk])))
        return super().render_change_form(request, context, add, change, form_url, obj)


def viewable_uses(request: HttpRequest, found: Iterable[Use]) -> tuple[Named, int]:
    """Return the uses by root, and how many roots are of kinds that the editor may not view."""
    seen: Named = {}
    unseen = set()
    for use in found:
        if is_permitted(editor_of(request), "view", use.model):
            seen.setdefault((use.model, use.pk), []).append(use)
        else:
            unseen.add((use.model, use.pk))
    return seen, len(unseen)


def list_namers(found: Iterable[tuple[tuple[type[models.Model], int], list[Use]]]) -> list[Namer]:
    """Return the roots with the places of each in words: one query for each kind."""
    chosen = list(found)
    records: dict[tuple[type[models.Model], int], models.Model] = {}
    for model in {model for (model, _pk), _uses in chosen}:
        pks = [pk for (kind, pk), _uses in chosen if kind is model]
        rows = model._default_manager.in_bulk(pks)
        records |= {(model, pk): row for pk, row in rows.items()}
    return [
        Namer(
            records[key],
            str(key[0]._meta.verbose_name),
            reverse(f"admin:cooperation_{key[0]._meta.model_name}_change", args=[key[1]]),
            "; ".join(_in_words(use) for use in places),
        )
        for key, places in chosen
        if key in records
    ]


def _in_words(use: Use) -> str:
    if use.is_waiting:
        return _("%(place)s, in the change that waits") % {"place": use.place}
    return str(use.place)
