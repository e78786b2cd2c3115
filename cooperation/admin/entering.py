"""Entering facts from an article: forms that begin at a paragraph and know what stands in it."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cooperation.admin import offers
from cooperation.admin.buttons import Button
from cooperation.admin.previewing import PreviewingAdmin
from cooperation.models import Citation, Event, Source
from cooperation.rules import paragraphs
from cooperation.vocabulary.source import LocatorType

# Where an offer goes on the form of a kind: a field, or the field of a row of parts.
EVENT = {
    "person": "participations.person",
    "organisation": "participations.organisation",
    "post": "participations.posts",
    "event-role": "participations.role",
    "event-kind": "kind",
    "place": "places",
    "programme": "links.programme",
    "event": "links.to_event",
    "tag": "record_terms.term",
    "measure": "figures.measure",
    "number": "figures.value",
    "date": "date",
    "words": "date_as_stated",
}
STATEMENT = {
    "person": "speakers.person",
    "organisation": "speakers.organisation",
    "post": "speakers.posts",
    "programme": "programme",
    "event": "event",
    "tag": "record_terms.term",
    "date": "said_on",
}
COMMITMENT = {
    "person": "parties.person",
    "organisation": "parties.organisation",
    "post": "parties.posts",
    "commitment-kind": "kind",
    "commitment-verb": "verb",
    "programme": "programme",
    "event": "reported_at",
    "tag": "record_terms.term",
    "date": "due",
    "words": "due_as_stated",
}
PERSON = {"post": "positions.post", "date": "positions.period"}
PROGRAMME = {
    "organisation": "organisations.organisation",
    "place": "places",
    "programme": "links.to_programme",
    "tag": "record_terms.term",
    "measure": "figures.measure",
    "number": "figures.value",
    "date": "planned_period",
}
FIELDS = {
    "event": EVENT,
    "statement": STATEMENT,
    "commitment": COMMITMENT,
    "person": PERSON,
    "programme": PROGRAMME,
}
# The rows that a form begun at a paragraph opens with.
FIRST_ROWS = {
    "event": ("participations",),
    "statement": ("speakers",),
    "commitment": ("parties",),
    "person": ("positions",),
    "programme": ("figures",),
}
LEAVING = ("_continue", "_addanother", "_preview", "_popup")


@dataclass(frozen=True, slots=True)
class Place:
    """The paragraph of a source at which a form was begun."""

    source: Source
    paragraph: int
    text: str


def place_begun_at(request: HttpRequest) -> Place | None:
    """Return where the form of this request was begun, as its address says."""
    key, number = request.GET.get("entering", ""), request.GET.get("paragraph", "")
    if not (key.isascii() and key.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    if len(key) > 18 or len(number) > 6:
        return None
    source = Source._default_manager.filter(pk=int(key)).first()
    texts = paragraphs.split_paragraphs(source.text) if source is not None else []
    if source is None or not 1 <= int(number) <= len(texts):
        return None
    return Place(source, int(number), texts[int(number) - 1])


def address_to_begin(view: str, place: Place, *args: Any, **given: Any) -> str:
    """Return the address of a form that begins at a paragraph."""
    query = {"entering": place.source.pk, "paragraph": place.paragraph, **given}
    return f"{reverse(f'admin:cooperation_{view}', args=args)}?{urlencode(query)}"


class EnteringAdmin(PreviewingAdmin):
    """A kind of record that can be entered from an article."""

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        place = place_begun_at(request) if request.method == "GET" else None
        if place is None:
            return kwargs
        cited = {"cited_source": place.source.pk, "cited_locator": str(place.paragraph)}
        if inline.model is Citation and obj.pk is None:
            locator = {"locator_type": LocatorType.PARAGRAPH, "locator": str(place.paragraph)}
            # Sent back unchanged it still counts: the answer to a POST has no initial values.
            kwargs["initial"] = [{"source": place.source.pk, **locator}]
        elif prefix == request.GET.get("row") and obj.pk is not None:
            kwargs["initial"] = [cited]
        return kwargs

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[InlineModelAdmin]:
        found = super().get_inline_instances(request, obj)
        if request.method != "GET" or "entering" not in request.GET:
            return found
        opened = self._opened_rows(request, obj)
        for inline in found:
            key = inline.model._meta.get_field(str(inline.fk_name)).remote_field
            if key.related_name in opened:
                inline.extra = 1
        return found

    def _opened_rows(self, request: HttpRequest, obj: Any) -> set[str]:
        if obj is not None:
            return {request.GET.get("row", "")}
        return {"citations", *FIRST_ROWS.get(str(self.opts.model_name), ())}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        place = place_begun_at(request)
        if place is not None:
            found = offers.list_offers(place.text, offers.known_names(place.text))
            fields = FIELDS.get(str(self.opts.model_name), {})
            context["entering"] = {
                "place": place,
                "runs": list(offers.offered_runs(place.text, found)),
                "offers": [
                    offer for offer in offers.distinct_offers(found) if offer.kind in fields
                ],
                "fields": json.dumps(fields),
                "back": entering_page(place, self._event_of(request)),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _answer(
        self, request: HttpRequest, record: Any, button: Button | None, is_changed: bool
    ) -> HttpResponse:
        response = super()._answer(request, record, button, is_changed)
        place = place_begun_at(request)
        if place is None or any(name in request.POST for name in LEAVING):
            return response
        event = str(record.pk) if isinstance(record, Event) else self._event_of(request)
        return HttpResponseRedirect(entering_page(place, event))

    def _event_of(self, request: HttpRequest) -> str:
        return request.GET.get("event") or request.GET.get("reported_at") or ""


def entering_page(place: Place, event: str = "") -> str:
    address = reverse("admin:cooperation_source_enter", args=[place.source.pk])
    query = f"?{urlencode({'event': event})}" if event else ""
    return f"{address}{query}#p{place.paragraph}"
