"""What the buttons below a record's form do, once what was typed is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cooperation.models.base import Record
from cooperation.publishing import drafts, editing, workflow


@dataclass(frozen=True, slots=True)
class Button:
    """`needs` is the permission for a kind of record; `done` is said when it has worked.

    `act` takes the record, who, when and why, and the moment typed under "Schedule for".
    """

    name: str
    label: Any
    key: str
    needs: str
    done: Any
    act: Callable[..., Any]


def _schedule(record: Record, *, change_at: Any, is_reason_public: bool, **given: Any) -> None:
    if change_at is None:
        raise ValidationError(_("Say under “Schedule for” when it shall be public."))
    editing.schedule_edit(record, go_live_at=change_at, **given)


def _submit(record: Record, *, change_at: Any, is_reason_public: bool, **given: Any) -> None:
    drafts.submit(record, **given)


def _publish(record: Record, *, change_at: Any, **given: Any) -> None:
    workflow.publish(record, **given)


SUBMIT = Button(
    "_submit",
    gettext_lazy("Submit for review"),
    "r",
    "change",
    gettext_lazy("“%(record)s” is in review."),
    _submit,
)
PUBLISH = Button(
    "_publish",
    pgettext_lazy("a button of the desk", "Publish now"),
    "u",
    "publish",
    gettext_lazy("“%(record)s” is published."),
    _publish,
)
SCHEDULE = Button(
    "_schedule",
    gettext_lazy("Schedule"),
    "d",
    "publish",
    gettext_lazy("“%(record)s” is scheduled."),
    _schedule,
)
BUTTONS = (SUBMIT, PUBLISH, SCHEDULE)


def pressed_button(request: HttpRequest) -> Button | None:
    return next((button for button in BUTTONS if button.name in request.POST), None)
