"""What changed, in the whole register or in one record: pages and feeds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.exchange import atom
from cooperation.exchange.formats import NEWEST_ENTRIES
from cooperation.exchange.outgoing import name_line
from cooperation.queries.history import HISTORY, history_of
from cooperation.queries.resources import Resource
from cooperation.queries.search import KIND_NAMES
from cooperation.rules import text_changes
from cooperation.site import head, permanent
from cooperation.site.downloads import Link
from cooperation.site.lists import LISTS, REGISTER
from cooperation.site.pages import render_page
from cooperation.web import errors
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.listing import Listing, read_listing

FEED = "application/atom+xml; charset=utf-8"
MOST_IN_AN_ENTRY = 10

Row = dict[str, Any]


@require_safe
@conditional
def changes(request: HttpRequest) -> HttpResponse:
    found = read_listing(request.GET, HISTORY, state=state_of_request(request), brief=True)
    kinds = [
        (listed.kind, listed.title) for listed in LISTS.values() if listed.kind != "stakeholder"
    ]
    feed = _feed_link(reverse("changes-feed"), request)
    return _page(request, found, feed, {"kinds": kinds, "record": None})


@require_safe
@conditional
def changes_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, HISTORY, _("What changed"), reverse("changes"))


@require_safe
@conditional
def record_changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    record = permanent.public_record(request, uid)
    if record is None:
        return permanent.redirect_merged(request, uid, "record-changes")
    found = read_listing(request.GET, history_of(uid), state=state_of_request(request), brief=True)
    feed = _feed_link(reverse("record-changes-feed", args=[uid]), request)
    return _page(request, found, feed, {"kinds": [], "record": record})


@require_safe
@conditional
def record_changes_feed(request: HttpRequest, uid: UUID) -> HttpResponse:
    record = permanent.public_record(request, uid)
    if record is None:
        return permanent.redirect_merged(request, uid, "record-changes-feed")
    title = _("What changed: %(name)s") % {"name": name_line(record)}
    return _feed(request, history_of(uid), title, reverse("record-changes", args=[uid]))


def _page(request: HttpRequest, found: Listing, feed: Link, more: dict[str, Any]) -> HttpResponse:
    context = {
        "listing": found,
        "feed": feed,
        "asked": request.GET.get("kind", ""),
        "head": replace(head.of_page(request), followed=(feed,)),
    }
    return render_page(request, "changes.html", context | more)


def _feed_link(address: str, request: HttpRequest) -> Link:
    query = request.GET.copy()
    for name in [name for name in query if name != "kind"]:
        del query[name]
    asked = f"?{query.urlencode()}" if query else ""
    return Link("atom", _("Feed (Atom)"), address + asked, FEED.partition(";")[0], "", True)


def _feed(request: HttpRequest, resource: Resource, title: str, address: str) -> HttpResponse:
    state = state_of_request(request)
    query = request.GET.copy()
    query.setdefault("limit", str(NEWEST_ENTRIES))
    found = read_listing(query, resource, state=state, strict=True, brief=True)
    if found.errors:
        return errors.error_answer(request, 400, reasons=found.errors)
    content = atom.format_feed(
        map(_entry, found.rows),
        title=f"{title} – {REGISTER}",
        page=settings.SITE_URL + address,
        address=settings.SITE_URL + request.get_full_path(),
        changed_at=state.changed_at,
        language=get_language() or settings.LANGUAGE_CODE,
        author=str(REGISTER),
    )
    return HttpResponse(content, content_type=FEED)


def _entry(row: Row) -> atom.Entry:
    kind = capfirst(str(KIND_NAMES[row["type"]]))
    if row["record"] is None:
        title, address = _("Withdrawn: %(kind)s") % {"kind": kind}, reverse("changes")
    else:
        titles = {"added": _("New: %(name)s"), "changed": _("Changed: %(name)s")}
        title = titles[row["change"]] % {"name": name_line(row["record"])}
        address = reverse("record-changes", args=[row["uid"]])
    return atom.Entry(
        uid=str(uuid5(UUID(row["uid"]), f"{row['change']} {row['version'] or row['at']}")),
        title=title,
        page=settings.SITE_URL + address,
        changed_at=dt.datetime.fromisoformat(row["at"]),
        summary="\n".join(_summary(row)),
        categories=(kind,),
    )


def _summary(row: Row) -> Iterable[str]:
    if row["reason"]:
        yield row["reason"]
    for one in row["differences"][:MOST_IN_AN_ENTRY]:
        name = f"{one.label}: {one.part}" if one.part else one.label
        yield f"{name} ({str(one.kind.label).lower()})"
        for value in one.values:
            sides = [
                text_changes.text_of_runs(text_changes.shorten_runs(s))
                for s in (value.before, value.after)
            ]
            yield f"{value.label}: {sides[0] or '–'} → {sides[1] or '–'}"
