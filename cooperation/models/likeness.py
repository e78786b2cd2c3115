"""Which records may be the same one, known by their names."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.vocabulary.likeness import Reason


class NameKey(models.Model):
    """A key made from a record's names; records that are alike share one (`rules.likeness`).

    Keys are hashes: no name can be read from them.
    """

    record_type = models.CharField(max_length=40)
    record_uid = models.UUIDField(db_index=True)
    key = models.CharField(max_length=16)
    # By which version of the folding it was made.
    folding = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["record_type", "key"], name="name_key_of_kind")]

    def __str__(self) -> str:
        return f"{self.record_type}/{self.key}"


class LikelyPair(models.Model):
    """Two records that look like one, until someone says that they are not: then for good."""

    record_type = models.CharField(_("record type"), max_length=40)
    one = models.UUIDField()
    other = models.UUIDField(db_index=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    degree = models.FloatField()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="likely_pair_is_kept_once",
                violation_error_message=_("This pair is known already."),
            ),
            models.CheckConstraint(
                name="likely_pair_stands_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message=_("A pair is two records, in the order of their ids."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["record_type", "-degree", "id"],
                name="likely_pair_open",
                condition=Q(dismissed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} = {self.other}? {self.get_reason_display()}"
