"""The page of an article at the desk: each paragraph, what it supports, and what to begin there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cooperation.admin import offers
from cooperation.admin.actions import attempt_act
from cooperation.admin.base import RecordAdmin, RecordForm
from cooperation.admin.buttons import Button
from cooperation.admin.entering import Place, address_to_begin
from cooperation.admin.guarded import editor_of
from cooperation.models import Citation, Commitment, Draft, Event, Source, Statement, User
from cooperation.models.base import Record
from cooperation.publishing import drafts, seen_marks
from cooperation.publishing.permissions import is_permitted
from cooperation.rules import paragraphs
from cooperation.vocabulary.workflow import Pending, State

BEGUN = {"event": Event, "statement": Statement, "commitment": Commitment}
LABELS = {
    "event": gettext_lazy("Event"),
    "statement": gettext_lazy("Statement"),
    "commitment": gettext_lazy("Commitment"),
    "figure": gettext_lazy("Figure"),
    "position": gettext_lazy("Position"),
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    runs: Sequence[offers.Run]
    facts: Sequence[Link]
    starts: Sequence[Link]


class ArticleForm(RecordForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        counted = len(paragraphs.split_paragraphs(cleaned.get("text") or ""))
        given = cleaned.get("paragraph_count")
        if counted and given is None:
            cleaned["paragraph_count"] = counted
        elif counted and given != counted:
            text = _("The text has %(counted)d paragraphs. Leave this empty to have them counted.")
            self.add_error("paragraph_count", text % {"counted": counted})
        return cleaned


class ArticleAdmin(RecordAdmin):
    """A source whose text an editor works through, paragraph by paragraph."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.enter_view)
        enter = path("<path:object_id>/enter/", view, name="cooperation_source_enter")
        return [enter, *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def enter_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        waiting = waiting_from(source)
        if request.method == "POST":
            self._submit(request, waiting)
            return HttpResponseRedirect(request.get_full_path())
        texts = paragraphs.split_paragraphs(source.text)
        known = offers.known_names(source.text)
        citing = Event._default_manager.filter(citations__source=source).distinct()
        events = list(citing.order_by("-pk"))
        chosen = next((e for e in events if str(e.pk) == request.GET.get("event")), None)
        event = chosen or next(iter(events), None)
        facts = _facts(source)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enter facts from “%(source)s”") % {"source": source},
            "opts": self.opts,
            "original": source,
            "events": events,
            "event": event,
            "waiting": [_link(record) for record in waiting],
            "seen": seen_marks.mark_seen(waiting),
            "paragraphs": [
                self._paragraph(request, Place(source, number, text), known, facts, event)
                for number, text in enumerate(texts, 1)
            ],
        }
        return TemplateResponse(request, "admin/cooperation/source/enter.html", context)

    def _paragraph(
        self,
        request: HttpRequest,
        place: Place,
        known: dict[str, list[offers.Offer]],
        facts: dict[int, list[Record]],
        event: Event | None,
    ) -> Paragraph:
        found = offers.list_offers(place.text, known)
        people = [offer for offer in offers.distinct_offers(found) if offer.kind == "person"]
        starts = [*_starts(editor_of(request), place, event, people)]
        runs = list(offers.offered_runs(place.text, found))
        supported = [_link(record) for record in facts.get(place.paragraph, ())]
        return Paragraph(place.paragraph, runs, supported, starts)

    def _submit(self, request: HttpRequest, records: Sequence[Record]) -> None:
        def submit(chosen: Sequence[Record], **given: Any) -> None:
            for record in chosen:
                drafts.submit(record, **given)

        if attempt_act(submit, records, request):
            done = ngettext("%d record is in review.", "%d records are in review.", len(records))
            messages.success(request, done % len(records))

    def _answer(
        self, request: HttpRequest, record: Any, button: Button | None, is_changed: bool
    ) -> HttpResponse:
        response = super()._answer(request, record, button, is_changed)
        if "_enter" in request.POST:
            return HttpResponseRedirect(self.address("enter", record.pk))
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["has_text"] = True
        if obj is not None and obj.text and self.has_change_permission(request, obj):
            tools = context.setdefault("tools", [])
            tools.append((_("Enter facts"), self.address("enter", obj.pk)))
        return super().render_change_form(request, context, add, change, form_url, obj)


def _link(record: Record) -> Link:
    route = f"admin:cooperation_{record._meta.model_name}_change"
    return Link(f"{record._meta.verbose_name}: {record}", reverse(route, args=[record.pk]))


def waiting_from(source: Source) -> list[Record]:
    """Return the records that cite a source, are not public and nobody has submitted yet."""
    citing = dict.fromkeys(
        citation.owner() for citation in _citations(source) if citation.owner().state == State.DRAFT
    )
    submitted = Draft.objects.filter(
        record_uid__in=[record.uid for record in citing], state=Pending.IN_REVIEW
    )
    uids = set(submitted.values_list("record_uid", flat=True))
    waiting = [record for record in citing if record.uid not in uids]
    return sorted(waiting, key=lambda record: record.created_at)


def _citations(source: Source) -> Any:
    return source.supports.select_related(*Citation.owner_fields).order_by("locator_first", "pk")


def _facts(source: Source) -> dict[int, list[Record]]:
    """Return the records that each paragraph supports."""
    found: dict[int, list[Record]] = defaultdict(list)
    for citation in _citations(source):
        first, last = citation.locator_first, citation.locator_last
        for number in range(first, last + 1) if first is not None else ():
            if citation.owner() not in found[number]:
                found[number].append(citation.owner())
    return found


def _starts(
    user: User, place: Place, event: Event | None, people: Sequence[offers.Offer]
) -> Iterator[Link]:
    given = {"event": event.pk} if event is not None else {}
    # That it was made there is for a source to say, and for an editor to read.
    reported = {"reported_at": event.pk} if event is not None else {}
    at_event = {"statement": given, "commitment": reported}
    for kind, model in BEGUN.items():
        if is_permitted(user, "add", model):
            address = address_to_begin(f"{kind}_add", place, **at_event.get(kind, {}))
            yield Link(str(LABELS[kind]), address)
    if event is not None and is_permitted(user, "change", Event):
        address = address_to_begin("event_change", place, event.pk, row="figures", event=event.pk)
        yield Link(str(LABELS["figure"]), f"{address}#figures-group")
    for person in people:
        address = address_to_begin("person_change", place, person.value, row="positions", **given)
        yield Link(f"{LABELS['position']}: {person.label}", f"{address}#positions-group")
    if not people:
        yield Link(str(LABELS["position"]), address_to_begin("person_add", place, **given))
