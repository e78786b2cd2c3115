"""What the public may see of each published record, ready to be shown.

A copy of what the records and their parts hold, made in the act that publishes them. Whatever is
missing here, or no longer holds, is read from the records themselves.
"""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from cooperation.models.base import within_window


class PublicRecordQuerySet(models.QuerySet):
    def visible(self, *, at: dt.datetime | None = None) -> Self:
        """Keep what the public sees at a moment, or now by the database's clock."""
        return self.filter(within_window(at=at))


class PublicRecord(models.Model):
    """A published record, and what others show of it by its name.

    `version` is that of the code that made `reference`, a document (`rules.holes`).
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    record_pk = models.BigIntegerField()
    uid = models.UUIDField(unique=True)
    slug = models.CharField(max_length=120)
    go_live_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)
    reference = models.BinaryField()
    version = models.BigIntegerField()

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["kind", "slug"], name="public_record_address"),
            models.Index(
                fields=["go_live_at", "expire_at"],
                name="public_record_timed",
                condition=Q(go_live_at__isnull=False) | Q(expire_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class PublicDocument(models.Model):
    """What is shown of a published record: documents (`rules.holes`).

    `card` is its row where it is listed in brief, `rest` what whole rows have beyond, `more` the
    first of each kind of its own parts. They hold from `since` on, and up to `until`.
    """

    record = models.OneToOneField(
        PublicRecord, models.CASCADE, primary_key=True, related_name="document"
    )
    card = models.BinaryField()
    rest = models.BinaryField()
    more = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    version = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(
                fields=["until"],
                name="public_document_until",
                condition=Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
