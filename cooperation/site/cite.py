"""How to cite the page of a record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import escape

from cooperation.documents.loading import Loader
from cooperation.exchange import citing
from cooperation.exchange.citing import Cited
from cooperation.exchange.outgoing import title_line, title_note, wording_line
from cooperation.queries.history import seen_of
from cooperation.queries.records import record_brief
from cooperation.rules import dates
from cooperation.site import speaking
from cooperation.site.lists import LISTS, REGISTER
from cooperation.site.permanent import public_record, redirect_merged
from cooperation.web.conditional import conditional, state_of_request

KEY = "register"


@dataclass(frozen=True, slots=True)
class Citing:
    """What a page says of itself: `words` is its citation in a sentence, as HTML."""

    words: str
    version: int
    changed_on: str


def cite_record(record: dict[str, Any], at: dt.datetime) -> Citing:
    cited = _cited(record, at)
    pattern = _(
        "%(author)s: %(title)s (version %(version)s, last changed %(changed)s). "
        "%(address)s (accessed %(accessed)s)."
    )
    said = replace(cited, title=speaking.mark_language(cited.title))
    words = citing.in_words(said, escape(pattern))
    return Citing(words, cited.version, cited.changed_on.isoformat())


@require_safe
@conditional
def as_bibtex(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _download(
        request, uid, "bib", "application/x-bibtex; charset=utf-8", citing.write_bibtex
    )


@require_safe
@conditional
def as_csl_json(request: HttpRequest, uid: UUID) -> HttpResponse:
    content_type = "application/vnd.citationstyles.csl+json"
    return _download(request, uid, "csl.json", content_type, citing.csl_json)


def _download(
    request: HttpRequest,
    uid: UUID,
    suffix: str,
    content_type: str,
    written: Callable[[Cited], bytes],
) -> HttpResponse:
    at = state_of_request(request).at
    reference = public_record(request, uid)
    if reference is None:
        return redirect_merged(request, uid, f"cite-{suffix.partition('.')[0]}")
    resource = next(item.resource for item in LISTS.values() if item.kind == reference["type"])
    record = record_brief(resource.subject, {"uid": uid}, Loader(at=at))
    assert record is not None
    cited = _cited(record, at)
    name = f'attachment; filename="{cited.key}.{suffix}"'
    headers = {"Content-Type": content_type, "Content-Disposition": name}
    return HttpResponse(written(cited), headers=headers)


def _cited(record: dict[str, Any], at: dt.datetime) -> Cited:
    version, seen_from = seen_of(UUID(record["uid"]), at)
    # A draft that is previewed was never seen, and shows as it would be now.
    return Cited(
        key=f"{KEY}-{record['type']}-{record['uid'][:8]}",
        title=title_line(record),
        author=str(REGISTER),
        address=record["url"],
        version=version or 1,
        changed_on=dates.day_in_phnom_penh(seen_from or at),
        accessed_on=dates.day_in_phnom_penh(at),
        language=get_language() or "en",
        notes=tuple(filter(None, (title_note(record), _whose_words(record)))),
    )


def _whose_words(record: dict[str, Any]) -> str:
    # The page of a statement is titled by its text; those of others have titles.
    return f"{wording_line(record)}." if record["type"] == "statement" else ""
