"""Kept previews: the only way to a draft for someone who has no account."""

import datetime as dt

from cooperation.models import Preview


def kept_preview(pk: int, *, at: dt.datetime) -> str | None:
    """Return the page that was kept under this id; None if it expired, or the draft is gone."""
    kept = Preview.objects.filter(pk=pk, expires_at__gt=at)
    return kept.values_list("html", flat=True).first()
