"""What a record needs before the public may see it."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cooperation.models import Citation, Source
from cooperation.models.base import Record
from cooperation.publishing.errors import NotReady, Problem, StillNamed
from cooperation.publishing.references import named_in, roots_naming
from cooperation.publishing.wholes import Whole
from cooperation.vocabulary.workflow import State


def list_problems(
    whole: Whole, *, at: dt.datetime, alongside: Collection[Record] = ()
) -> list[Problem]:
    """Return why a record cannot be public from `at` on; empty if it can.

    `alongside` are records that become public in the same act. The record may or may not be
    public already; its go-live and expiry moments count.
    """
    return [*_unsupported(whole), *_hidden(whole, at=at, alongside=alongside)]


def public_namers(record: Record, *, at: dt.datetime) -> list[Record]:
    """Return the records naming this one that are public at `at` or will be."""
    return [
        namer
        for namer in roots_naming(record)
        if isinstance(namer, Record)
        and namer.state == State.PUBLISHED
        and (namer.expire_at is None or namer.expire_at > at)
    ]


def outlived_by(record: Record, *, at: dt.datetime) -> list[Record]:
    """Return the public records naming this one that are public when it, published, is not."""
    return [namer for namer in public_namers(record, at=at) if not outlasts(record, namer, at)]


def require_ready(wholes: Collection[Whole], *, at: dt.datetime) -> None:
    """Raise NotReady with what keeps these from being public together, or StillNamed."""
    records = [whole.record for whole in wholes]
    together = frozenset(records)
    found = [
        problem for whole in wholes for problem in list_problems(whole, at=at, alongside=together)
    ]
    if found:
        raise NotReady(list(dict.fromkeys(found)))
    for record in records:
        if record.expire_at is not None or record.go_live_at is not None:
            refuse_if_named(record, outlived_by(record, at=at))


def refuse_if_named(record: Record, namers: Collection[Record]) -> None:
    if namers:
        raise StillNamed(str(record), sorted(str(namer) for namer in namers))


def _unsupported(whole: Whole) -> list[Problem]:
    record = whole.record
    if isinstance(record, Source):
        return _untraceable(record)
    citations: Any = whole.parts.get(Citation, [])
    if not citations:
        return [Problem(str(record), "", _("No source is cited. Add at least one citation."))]
    if any(citation.part is None and not citation.field for citation in citations):
        return []
    return _uncited_parts(whole, {citation.part for citation in citations})


def _untraceable(source: Source) -> list[Problem]:
    if source.url or (source.publisher and source.published) or source.copy_reference:
        return []
    text = _("Give its address, or publisher and date, or the kept copy's reference.")
    return [Problem(str(source), "", text)]


def _uncited_parts(whole: Whole, cited: set[UUID | None]) -> list[Problem]:
    name = str(whole.record)
    return [
        Problem(
            name, str(part), _("This part has no citation, and none supports the whole record.")
        )
        for model, parts in whole.parts.items()
        if model is not Citation
        for part in parts
        if part.pk not in cited
    ]


def _hidden(whole: Whole, *, at: dt.datetime, alongside: Collection[Record]) -> list[Problem]:
    return [
        problem
        for place, named in named_in(whole)
        for problem in problems_of_naming(
            whole.record, place, named, at=at, is_alongside=named in alongside
        )
    ]


def problems_of_naming(
    record: Record, place: str, named: Record, *, at: dt.datetime, is_alongside: bool = False
) -> list[Problem]:
    """Return why a record cannot name another one in public; empty if it can."""
    if (is_alongside or named.state == State.PUBLISHED) and outlasts(named, record, at):
        return []
    text = _("“%(named)s” is not public for as long as this record. Publish it too.")
    return [Problem(str(record), place, text % {"named": named})]


def outlasts(named: Record, namer: Record, at: dt.datetime) -> bool:
    """Tell whether `named`, once published, is public whenever `namer` is from `at` on."""
    begins = max(namer.go_live_at or at, at)
    return (named.go_live_at is None or named.go_live_at <= begins) and (
        named.expire_at is None
        or (namer.expire_at is not None and named.expire_at >= namer.expire_at)
    )
