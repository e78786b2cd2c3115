"""Kept previews: the only way to a draft for someone who has no account."""

import datetime as dt
from typing import Any

from cooperation.models import Preview
from cooperation.models.base import record_models
from cooperation.vocabulary.workflow import State


def kept_preview(pk: int, *, at: dt.datetime) -> str | None:
    """Return the page that was kept under this id, or None if its link has ended.

    It ends by its own term, with its draft, with the account of its maker, and as soon as a
    record that it shows has expired.
    """
    lasting = Preview.objects.filter(pk=pk, expires_at__gt=at, made_by__is_active=True)
    kept = lasting.values("html", "record_uid", "made_at").first()
    return None if kept is None or _has_expired(kept, at) else kept["html"]


def _has_expired(kept: dict[str, Any], at: dt.datetime) -> bool:
    """Tell whether the record, or one that its page leads to, has expired since it was made."""
    for model in record_models():
        gone = model._default_manager.filter(
            state=State.PUBLISHED, expire_at__gt=kept["made_at"], expire_at__lte=at
        )
        for record in gone:
            if record.uid == kept["record_uid"] or record.get_absolute_url() in kept["html"]:
                return True
    return False
