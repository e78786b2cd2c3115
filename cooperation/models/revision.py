import uuid
from collections.abc import Collection, Iterable
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.content import Content
from cooperation.models.texts import LineField
from cooperation.vocabulary.workflow import Action


class UncheckedJSONField(models.JSONField):
    """JSON without the column check: it calls a function that an untrusting SQLite refuses."""

    def db_check(self, connection: BaseDatabaseWrapper) -> None:
        return None


class Revision(models.Model):
    """A record, whole, as it stood after a change: history and audit log in one.

    It holds no key to the record, so that history neither blocks a deletion nor vanishes with it.
    """

    record_type = models.CharField(_("record type"), max_length=40)
    record_uid = models.UUIDField(_("record"))
    title = LineField(_("title"), max_length=300)
    content = UncheckedJSONField(_("content"))
    action = models.CharField(_("action"), max_length=12, choices=Action)
    is_public = models.BooleanField(_("was public"), default=False)
    is_pending = models.BooleanField(
        _("waited beside the record"),
        default=False,
        help_text=_("The record's own rows did not hold this, but what was live."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = LineField(_("reason"), max_length=300, blank=True)
    is_reason_public = models.BooleanField(
        _("readers see the reason"),
        default=False,
        help_text=_("Where what changed is told to the public, the reason is told with it."),
    )
    at = models.DateTimeField(_("at"))
    seen_from = models.DateTimeField(
        _("seen from"),
        null=True,
        blank=True,
        help_text=_("Since when readers could see this; empty if they never could."),
    )

    class Meta:
        ordering = ("-id",)
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = ("view", "redact")
        indexes = [
            models.Index(fields=["record_uid", "-id"], name="revision_of_record"),
            models.Index(
                fields=["-seen_from", "-id"],
                name="revision_seen",
                condition=Q(seen_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_action_display()})"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Load a revision; what it holds is read as the models of today would keep it.

        Content that is loaded later, or without the kind of record, takes a query for that kind.
        """
        row = super().from_db(db, field_names, values)
        if "content" in field_names:
            row.content = content_of(row.record_type, row.content)
        return row

    def content_over(self, live: Content) -> Content:
        """Return what this holds; what it is too old to hold is that of `live`."""
        if not isinstance(self.content, Content) or self.content.stored is None:
            return self.content
        return content_of(self.record_type, self.content.stored, live=live)


def content_of(record_type: str, stored: Any, *, live: Content | None = None) -> Content:
    """Return what a revision of this kind of record holds, read as today's."""
    try:
        model = apps.get_model("cooperation", record_type)
    except LookupError:
        return Content(stored)
    return Content.read(model, stored, live=live)


class OldSlugQuerySet(models.QuerySet):
    def lead_to(self, record_type: str, slugs: Iterable[str]) -> dict[str, uuid.UUID]:
        """Return, by former slug, the uid of the record of this kind that had it."""
        found = self.filter(record_type=record_type, slug__in=slugs)
        return dict(found.values_list("slug", "record_uid"))


class OldSlug(models.Model):
    """An address that a record had once; it keeps leading to it."""

    record_type = models.CharField(max_length=40)
    slug = models.SlugField(max_length=120)
    record_uid = models.UUIDField(db_index=True)

    objects = OldSlugQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "slug"], name="old_slug_leads_to_one_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type}/{self.slug}"


class Generation(models.Model):
    """One row that names the present state of everything public; each publishing act renews it.

    `edges` are the moments ahead at which time alone changes what the public sees; `sequence` is
    the last number that was given to a change.
    """

    token = models.UUIDField(default=uuid.uuid4)
    sequence = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField()
    edges = UncheckedJSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)
