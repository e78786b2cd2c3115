"""Links to kept previews: who made one, until when it shows its page, and what ends it before."""

import datetime as dt
from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch

from cooperation.models import Preview, User
from cooperation.models.base import Record


def standing_previews(uid: UUID, *, at: dt.datetime) -> QuerySet[Preview]:
    """Return the previews of a record whose links still show a page, the newest first."""
    found = Preview.objects.filter(record_uid=uid, expires_at__gt=at, made_by__is_active=True)
    return found.select_related("made_by").defer("html").order_by("-made_at", "-pk")


def end_showing(records: Collection[Record]) -> None:
    """End the previews of records that nobody may see there any more, and those that show them.

    A page shows a record where it leads to its address.
    """
    shown = [Q(record_uid=record.uid) for record in records]
    shown += [Q(html__contains=address) for record in records if (address := _address(record))]
    if shown:
        Preview.objects.filter(reduce(or_, shown)).delete()


def end_of_maker(user: User) -> None:
    """End the links that somebody gave out: their account is closed."""
    Preview.objects.filter(made_by=user).delete()


def revoke_preview(preview: Preview) -> None:
    preview.delete()


def _address(record: Record) -> str:
    try:
        return record.get_absolute_url()
    except NoReverseMatch:
        return ""
