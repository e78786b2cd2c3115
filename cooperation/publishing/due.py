"""Applies the changes of live records whose moment has come."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.models import Draft, User
from cooperation.publishing import turns, workflow
from cooperation.publishing.errors import PublishingError
from cooperation.publishing.isolation import note_failure
from cooperation.publishing.turns import moment_of_turn
from cooperation.vocabulary.workflow import Pending


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one scheduled change; `refusal` is empty where it was published."""

    title: str
    refusal: str = ""


def publish_due(at: dt.datetime | None = None) -> Iterator[Outcome]:
    """Publish each change that is due, one transaction a record; a second run finds nothing.

    Due is what was scheduled for before `at`, or now. In the name of the one who scheduled it.
    What cannot be published any more goes back to its author with the reason; what fails
    otherwise is named in the log, and stays.
    """
    due = Draft.objects.filter(state=Pending.SCHEDULED, go_live_at__lte=at or timezone.now())
    for pk, title in list(due.order_by("go_live_at", "pk").values_list("pk", "revision__title")):
        try:
            with transaction.atomic():
                is_done = _publish(pk, at)
        except (PublishingError, ValidationError, IntegrityError) as refusal:
            text = " ".join(getattr(refusal, "messages", None) or [str(refusal)])
            due.filter(pk=pk).update(
                state=Pending.CHANGES_REQUESTED,
                go_live_at=None,
                note=text,
                changed_at=at or timezone.now(),
            )
            yield Outcome(title, text)
        except Exception as error:
            # Not for its author to mend: it stays scheduled, and the next run tries again.
            yield Outcome(title, note_failure(f"the change of “{title}”", error).error)
        else:
            if is_done:
                yield Outcome(title)


def _publish(pk: int, at: dt.datetime | None) -> bool:
    draft = Draft.objects.filter(pk=pk).select_related("reviewer").first()
    if draft is None:
        return False
    model = apps.get_model("cooperation", draft.record_type)
    record = model._default_manager.filter(uid=draft.record_uid).first()
    if record is None:
        return False
    turns.lock_rows([record])
    at = moment_of_turn(at)
    # Whoever held the lock may have published, discarded or changed it meanwhile.
    is_due = Draft.objects.filter(pk=pk, state=Pending.SCHEDULED, go_live_at__lte=at).exists()
    if is_due:
        by: User | None = draft.reviewer
        workflow.publish(record, by=by, at=at)
    return is_due
