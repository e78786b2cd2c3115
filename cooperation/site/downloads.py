"""The same lists in other forms: tables, feeds, calendars."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cooperation.exchange import ical
from cooperation.exchange.formats import FORMS, Form
from cooperation.exchange.outgoing import Outgoing
from cooperation.queries.calendars import placed_records
from cooperation.queries.crossing import crossed_members
from cooperation.queries.sources_read import SourcesRead, sources_read
from cooperation.site.lists import LISTS, REGISTER, PublicList
from cooperation.web import errors, streaming
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names
from cooperation.web.listing import Listing
from cooperation.web.selection import Selection, select_rows

LAST_CHANGED_FIRST = "-updated_at"
# From so many records on, a file is long enough to be worked at by turns.
MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Link:
    """Where a list is found in another form, and what that form has no place for."""

    suffix: str
    label: str
    address: str
    content_type: str
    note: str
    is_followed: bool


def download_paths() -> list[URLPattern]:
    return [
        path(
            f"{listed.route}.{form.suffix}",
            list_as,
            {"listed": listed, "form": form},
            name=f"{listed.kind}-{form.suffix}",
        )
        for listed in LISTS.values()
        for form in FORMS
        if form.takes(listed.resource.name)
    ]


@require_safe
@conditional
@with_present_names
def list_as(request: HttpRequest, listed: PublicList, form: Form) -> HttpResponseBase:
    """Answer with every record that the query string asks for, or with what is wrong in it."""
    selection = _selected(request, request.GET, listed, form)
    if selection.errors:
        return errors.error_answer(request, 400, reasons=selection.errors)
    headers = {"Content-Type": form.content_type}
    if not form.is_followed:
        headers["Content-Disposition"] = (
            f'attachment; filename="{listed.resource.name}.{form.suffix}"'
        )
    is_long = not form.newest and selection.count() > MOST_AT_ONCE
    pieces = _pieces(selection, form, is_long=is_long)
    written = form.written(_outgoing(request, selection, listed, form, pieces))
    if is_long:
        return streaming.stream_answer(request, written, headers)
    return HttpResponse(b"".join(written), headers=headers)


def download_links(request: HttpRequest, found: Listing, listed: PublicList) -> list[Link]:
    """Return the other forms of a list as it stands on a page, with the filters understood."""
    query = request.GET.copy()
    for name in (*found.errors, "limit", "cursor"):
        query.pop(name, None)
    text = f"?{query.urlencode()}" if query else ""
    shown = []
    for form in FORMS:
        if form.takes(listed.resource.name):
            left_out = _left_out_of_page(request, found, form, listed.resource.name)
            shown.append(
                Link(
                    form.suffix,
                    str(form.label),
                    reverse(f"{listed.kind}-{form.suffix}") + text,
                    form.content_type.partition(";")[0],
                    ical.left_out(listed.resource.name, left_out),
                    form.is_followed,
                )
            )
    return shown


def _outgoing(
    request: HttpRequest,
    selection: Selection,
    listed: PublicList,
    form: Form,
    pieces: Iterator[list[bytes]],
) -> Outgoing:
    state = selection.state
    title = str(listed.title)
    query = selection.query.urlencode()
    if query:
        asked = (f"{name}: {', '.join(values)}" for name, values in selection.query.lists())
        title += f" ({'; '.join(asked)})"
    return Outgoing(
        name=listed.resource.name,
        title=f"{title} – {REGISTER}",
        page=f"{settings.SITE_URL}{listed.address}" + (f"?{query}" if query else ""),
        address=f"{settings.SITE_URL}{request.path}" + (f"?{query}" if query else ""),
        changed_at=state.changed_at,
        language=get_language() or settings.LANGUAGE_CODE,
        pieces=pieces,
        left_out=_left_out(selection, listed, form),
        author=str(REGISTER),
        read=sources_read(state) if listed.kind == "commitment" else SourcesRead(),
    )


def _pieces(selection: Selection, form: Form, *, is_long: bool) -> Iterator[list[bytes]]:
    if form.newest:
        return islice(selection.pieces(form.newest), 1)
    pieces = selection.pieces()
    return streaming.by_turns(pieces) if is_long else pieces


def _selected(request: HttpRequest, query: QueryDict, listed: PublicList, form: Form) -> Selection:
    resource = form.narrowed.get(listed.resource.name, listed.resource)
    ordering = LAST_CHANGED_FIRST if form.newest else ""
    return select_rows(query, resource, state=state_of_request(request), ordering=ordering)


def _left_out(selection: Selection, listed: PublicList, form: Form) -> int:
    if listed.resource.name not in form.narrowed:
        return 0
    whole = select_rows(selection.query, listed.resource, state=selection.state)
    return whole.count() - selection.count()


def _left_out_of_page(request: HttpRequest, found: Listing, form: Form, name: str) -> int:
    """Return what `_left_out` does, by the filters of the page itself."""
    narrowed = form.narrowed.get(name)
    if narrowed is None:
        return 0
    state = state_of_request(request)
    members = crossed_members(found.filters, state, without=found.errors)
    return found.count - members.intersection_cardinality(placed_records(narrowed, state))
