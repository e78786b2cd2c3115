"""The only writer of readers' reports: they come in, an editor closes them, contacts go."""

import datetime as dt
from typing import Any

from cooperation.models import Report, User
from cooperation.publishing.permissions import require_permission
from cooperation.vocabulary.report import ReportState

CONTACT_KEPT = dt.timedelta(days=90)


def receive_report(record: dict[str, Any], *, at: dt.datetime, **given: str) -> Report:
    """Keep what a reader says is wrong with a record, given as a reference to it."""
    return Report.objects.create(
        record_type=record["type"],
        record_uid=record["uid"],
        title=record["name"][:300],
        page=record["url"],
        at=at,
        **given,
    )


def close_report(report: Report, *, state: ReportState, by: User | None, at: dt.datetime) -> None:
    """Say what became of a report, or open it again; the contact of a closed one is deleted."""
    require_permission(by, "change", report)
    is_open = state == ReportState.NEW
    report.state = state
    report.closed_by, report.closed_at = (None, None) if is_open else (by, at)
    report.contact = report.contact if is_open else ""
    report.save(update_fields=["state", "closed_by", "closed_at", "contact"])


def forget_contacts(at: dt.datetime) -> int:
    """Delete contacts that were kept for as long as readers are told; return how many."""
    old = Report.objects.filter(at__lte=at - CONTACT_KEPT).exclude(contact="")
    return old.update(contact="")
