"""The question before an act over several records: what becomes of each, and what is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cooperation.admin.columns import PUBLIC_STATES, public_state_of
from cooperation.admin.guarded import REFUSALS, editor_of, refusal_texts
from cooperation.models.base import Record
from cooperation.publishing import named_together, seen_marks
from cooperation.publishing.errors import NotReady

SURE = "sure"


@dataclass(frozen=True, slots=True)
class Question:
    """`action` is sent again with the answer; `press` is what the button says."""

    action: str
    title: Any
    explanation: Any
    press: Any


def is_sure(request: HttpRequest) -> bool:
    return SURE in request.POST


def ask_first(
    modeladmin: admin.ModelAdmin,
    request: HttpRequest,
    records: Sequence[Record],
    question: Question,
    act: Callable[..., None],
) -> HttpResponse:
    """Answer with the page that asks; only what would not be refused is sent with the answer."""
    going, refused = foresee_refusals(act, records, request)
    now, mark = timezone.now(), request.POST.get("seen", "")
    # Of what was chosen without being shown, this page is the first sight.
    unseen = set(records) - set(seen_marks.records_marked(records, mark))
    with_them = set(named_together.with_unpublished_named(going)) - set(going)
    context = {
        **modeladmin.admin_site.each_context(request),
        "opts": modeladmin.opts,
        "title": question.title,
        "question": question,
        "going": [
            (record, _page_of(record), PUBLIC_STATES[public_state_of(record, now)])
            for record in going
        ],
        "named": sorted(map(str, with_them)) if question.action == "publish_with_drafts" else [],
        "refused": [(record, _page_of(record), why) for record, why in refused.items()],
        "checkbox": ACTION_CHECKBOX_NAME,
        "seen": f"{mark} {seen_marks.mark_seen(unseen)}",
        "list_url": reverse(f"admin:cooperation_{modeladmin.opts.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/cooperation/asking.html", context)


def foresee_refusals(
    act: Callable[..., None], records: Sequence[Record], request: HttpRequest
) -> tuple[list[Record], dict[Record, list[str]]]:
    """Return the records that an act would take as one set, and why it would refuse the others.

    It is tried and rolled back; without those that it refuses, more may be refused than before.
    """
    going = list(records)
    refused: dict[Record, list[str]] = {}
    while going:
        refusal = _refusal(act, going, request)
        if refusal is None:
            break
        reasons = _by_record(going, refusal)
        refused |= reasons
        going = [record for record in going if record not in reasons]
    return going, refused


def _by_record(records: Sequence[Record], refusal: Exception) -> dict[Record, list[str]]:
    """Return the records that a refusal is about: all of them if it is about none of these."""
    found: dict[Record, list[str]] = {}
    for record in records:
        if isinstance(refusal, NotReady):
            texts = [str(one) for one in refusal.problems if one.record == str(record)]
        else:
            texts = (
                refusal_texts(refusal) if getattr(refusal, "record", None) == str(record) else []
            )
        if texts:
            found[record] = texts
    return found or {record: refusal_texts(refusal) for record in records}


def _refusal(
    act: Callable[..., None], records: Sequence[Record], request: HttpRequest
) -> Exception | None:
    try:
        with transaction.atomic():
            copies = [type(record)._default_manager.get(pk=record.pk) for record in records]
            act(copies, by=editor_of(request), at=timezone.now(), reason="")
            transaction.set_rollback(True)
    except REFUSALS as refusal:
        return refusal
    return None


def _page_of(record: Record) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])
