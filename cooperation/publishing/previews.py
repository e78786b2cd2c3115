"""Pages as they would be with a draft in them: the rows for them, and what was rendered."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from cooperation.models import Preview, User
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import content_writing, generation, named_together
from cooperation.vocabulary.workflow import State

LIFE = dt.timedelta(days=7)


@contextmanager
def as_published(
    model: type[Record], uid: uuid.UUID, content: Content, *, at: dt.datetime
) -> Iterator[Record]:
    """Let the rows hold a content inside, public with every draft that it names; then undo it.

    The state of the register has a name of its own inside, so that nothing kept under it is ever
    served again.
    """
    with transaction.atomic():
        record = content_writing.write_content(model, uid, content).record
        for shown in named_together.with_unpublished_named([record]):  # type: ignore[list-item]
            _show(shown)
        _show(record)  # type: ignore[arg-type]
        generation.renew_generation(at)
        yield record  # type: ignore[misc]
        transaction.set_rollback(True)


def save_preview(record: Record, html: str, *, by: User, at: dt.datetime) -> Preview:
    """Keep a rendered page until it expires, in place of an older one of the same editor."""
    Preview.objects.filter(expires_at__lte=at).delete()
    Preview.objects.filter(record_uid=record.uid, made_by=by).delete()
    return Preview.objects.create(
        record_type=record._meta.model_name,
        record_uid=record.uid,
        title=str(record)[:300],
        html=html,
        made_by=by,
        made_at=at,
        expires_at=at + LIFE,
    )


def _show(record: Record) -> None:
    shown = {"state": State.PUBLISHED, "go_live_at": None, "expire_at": None}
    type(record)._default_manager.filter(pk=record.pk).update(**shown)
