from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.revision import Revision, UncheckedJSONField


class MergeQuerySet(models.QuerySet):
    def leads_to(self, uid: UUID) -> UUID | None:
        """Return the uid of the record that a merged one is part of by now; None if it is none."""
        standing = self.filter(undone_at=None)
        found = None
        while step := standing.filter(merged_uid=uid).values_list("kept_uid", flat=True).first():
            found = uid = step
        return found


class Merge(models.Model):
    """One record that was taken for another and went into it, with what it takes to undo that.

    `revision` holds the merged record as it last stood. `changes` are the records that named it,
    and the kept one: [{"type", "uid", "is_waiting", "before", "after"}, …], the last two being
    ids of revisions. What was said stands in the revisions alone.
    """

    record_type = models.CharField(_("record type"), max_length=40)
    kept_uid = models.UUIDField(_("kept record"), db_index=True)
    merged_uid = models.UUIDField(_("merged record"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    changes = UncheckedJSONField(default=list)
    old_slugs = UncheckedJSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["merged_uid"],
                condition=Q(undone_at__isnull=True),
                name="merge_leads_into_one_record",
                violation_error_message=_("The record is merged into another already."),
            ),
        ]

    def __str__(self) -> str:
        return self.revision.title
