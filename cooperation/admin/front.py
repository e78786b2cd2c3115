"""The desk's front page: what waits for whom, what is lacking, and what changed last."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.admin.needs import KHMER, REVIEW, SEARCH, SOURCE, records_lacking
from cooperation.admin.waiting import kinds_permitted, waiting_for
from cooperation.models import Draft, LikelyPair, Report, Revision, User
from cooperation.models.base import record_models
from cooperation.publishing import jobs
from cooperation.publishing.permissions import is_permitted
from cooperation.vocabulary.report import ReportState
from cooperation.vocabulary.workflow import Pending

LAST = 12
LACKS = {
    SOURCE: gettext_lazy("Facts without a source"),
    SEARCH: gettext_lazy("Look for later word"),
    REVIEW: gettext_lazy("Review overdue"),
    KHMER: gettext_lazy("Without a Khmer name"),
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A heading with how many there are; it leads to their list, or to one for each kind."""

    title: str
    count: int
    links: Sequence[Link] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class JobLine:
    """What a job does, its last run, whether the next one should have come, how the last ended."""

    title: str
    run: jobs.Run | None
    is_late: bool
    outcome: str


def front_tiles(user: User, *, on: dt.date) -> list[Tile]:
    """Return what there is to do, as far as someone may see it: four queries for all of it."""
    return [*_waiting(user), *_lacking(user, on=on), _likely(user), _reported(user)]


def last_changes(user: User) -> list[dict[str, Any]]:
    """Return the newest revisions of the kinds that someone may view, each with its address."""
    rows = Revision.objects.filter(record_type__in=kinds_permitted(user, "view"))
    found = list(rows.select_related("user").defer("content").order_by("-pk")[:LAST])
    keys = _keys(found)
    return [
        {"revision": revision, "address": keys.get((revision.record_type, revision.record_uid))}
        for revision in found
    ]


def jobs_in_words(*, at: dt.datetime) -> list[JobLine]:
    """Return how each job of the register went last."""
    runs = jobs.last_runs()
    late = jobs.late_jobs(runs, at=at)
    return [
        JobLine(str(job.title), runs.get(job.name), job in late, _outcome(runs.get(job.name)))
        for job in jobs.JOBS
    ]


def _outcome(run: jobs.Run | None) -> str:
    if run is None:
        return _("has not run yet")
    if run.took is None:
        return _("under way")
    return run.problem or _("done")


def _waiting(user: User) -> list[Tile]:
    drafts = Draft.objects.filter(record_type__in=kinds_permitted(user, "view"))
    asked = {
        _("Waiting for me"): (waiting_for(user), {"waiting": "me"}),
        **{
            label: (Q(state=state), {"state__exact": state.value})
            for state, label in (
                (Pending.IN_REVIEW, _("In review")),
                (Pending.CHANGES_REQUESTED, _("Changes requested")),
                (Pending.SCHEDULED, _("Scheduled")),
                (Pending.DRAFT, _("Changes of live records not submitted")),
            )
        },
    }
    counts = drafts.aggregate(
        **{f"n{at}": Count("pk", filter=where) for at, (where, _query) in enumerate(asked.values())}
    )
    address = reverse("admin:cooperation_draft_changelist")
    return [
        Tile(title, counts[f"n{at}"], address=f"{address}?{urlencode(query)}")
        for at, (title, (_where, query)) in enumerate(asked.items())
    ]


def _lacking(user: User, *, on: dt.date) -> list[Tile]:
    viewed = set(kinds_permitted(user, "view"))
    counted = []
    for need in LACKS:
        for model in record_models():
            rows = records_lacking(model, need, on=on) if model._meta.model_name in viewed else None
            if rows is not None:
                one = rows.order_by().values(lack=Value(need), of=Value(model._meta.model_name))
                counted.append(one.annotate(n=Count("pk")).values_list("lack", "of", "n"))
    found: dict[str, list[Link]] = {need: [] for need in LACKS}
    for need, kind, count in counted[0].union(*counted[1:], all=True) if counted else ():
        model = apps.get_model("cooperation", kind)
        address = reverse(f"admin:cooperation_{kind}_changelist")
        label = str(model._meta.verbose_name_plural)
        if count:
            found[need].append(Link(label, count, f"{address}?{urlencode({'lacks': need})}"))
    return [
        Tile(str(title), sum(link.count for link in found[need]), found[need])
        for need, title in LACKS.items()
    ]


def _likely(user: User) -> Tile:
    pairs = LikelyPair.objects.filter(
        dismissed_at=None, record_type__in=kinds_permitted(user, "view")
    )
    address = reverse("admin:cooperation_likelypair_changelist")
    return Tile(_("Likely duplicates"), pairs.count(), address=address)


def _reported(user: User) -> Tile:
    new = (
        Report.objects.filter(state=ReportState.NEW) if is_permitted(user, "view", Report) else None
    )
    address = f"{reverse('admin:cooperation_report_changelist')}?state__exact={ReportState.NEW}"
    return Tile(_("Reports from readers"), new.count() if new is not None else 0, address=address)


def _keys(revisions: Sequence[Revision]) -> dict[tuple[str, Any], str]:
    """Return the address of the form of each record that is still there."""
    uids: dict[str, set[Any]] = {}
    for revision in revisions:
        uids.setdefault(revision.record_type, set()).add(revision.record_uid)
    found = {}
    for kind, wanted in uids.items():
        model: type[models.Model] = apps.get_model("cooperation", kind)
        for pk, uid in model._default_manager.filter(uid__in=wanted).values_list("pk", "uid"):
            found[kind, uid] = reverse(f"admin:cooperation_{kind}_change", args=[pk])
    return found
