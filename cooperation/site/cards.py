"""Pictures that stand for a page where a link to it is passed on."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.documents.records import Subject
from cooperation.exchange import cards, lettering
from cooperation.queries.records import record_brief
from cooperation.site.lists import LISTS, REGISTER, PublicList
from cooperation.site.pages import redirect_moved
from cooperation.web.conditional import conditional, state_of_request


def card_paths() -> list[URLPattern]:
    found = [path("cards/register.png", register_card, name="register-card")]
    for listed in LISTS.values():
        if isinstance(listed.resource.subject, Subject):
            key = "uuid:key" if listed.resource.key == "uid" else "slug:key"
            route = f"cards/{listed.resource.name}/<{key}>.png"
            found.append(path(route, record_card, {"listed": listed}, name=f"{listed.kind}-card"))
    return found


@require_safe
@conditional
def register_card(request: HttpRequest) -> HttpResponse:
    with override(_language()):
        host = urlsplit(settings.SITE_URL).hostname or ""
        card = cards.Card(_("Independent register"), str(REGISTER), "", host)
        return _picture(card)


@require_safe
@conditional
def record_card(request: HttpRequest, listed: PublicList, key: Any) -> HttpResponse:
    resource = listed.resource
    with override(_language()):
        loader = Loader(at=state_of_request(request).at)
        record = record_brief(resource.subject, {resource.key: key}, loader)
        if record is None:
            return redirect_moved(request, resource, key, f"{listed.kind}-card")
        return _picture(cards.card_of(record, str(REGISTER)))


def _language() -> str:
    """Return the language that is spoken, or English where Khmer would be drawn wrong."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if lettering.shapes_khmer() else settings.LANGUAGE_CODE


def _picture(card: cards.Card) -> HttpResponse:
    return HttpResponse(cards.draw_card(card), content_type="image/png")
