from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.revision import Revision
from cooperation.models.texts import LineField, LinesField
from cooperation.vocabulary.workflow import Pending


class Draft(models.Model):
    """What the public does not see yet of a record: at most one a record.

    `revision` holds the whole of it. Of a live record it waits beside the rows (`is_pending`);
    of one that is not public the rows hold the same, and this says how far its review is.
    `base` is the last revision that stood in the rows when the change began.
    """

    record_type = models.CharField(_("record type"), max_length=40)
    record_uid = models.UUIDField(_("record"), unique=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    base = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=Pending, default=Pending.DRAFT, db_index=True
    )
    go_live_at = models.DateTimeField(_("goes live at"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = LinesField(_("note"), blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="draft_state_is_known",
                condition=Q(state__in=Pending.values),
                violation_error_message=_("The state of a draft must be one of the known ones."),
            ),
            models.CheckConstraint(
                name="draft_is_scheduled_for_a_moment",
                condition=Q(state=Pending.SCHEDULED, go_live_at__isnull=False)
                | (~Q(state=Pending.SCHEDULED) & Q(go_live_at__isnull=True)),
                violation_error_message=_(
                    "A scheduled draft needs the moment at which it appears."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision.title} ({self.get_state_display()})"


class Preview(models.Model):
    """A public page as it would be with a draft in it: rendered once, shown until it expires."""

    record_type = models.CharField(max_length=40)
    record_uid = models.UUIDField(db_index=True)
    title = LineField(max_length=300)
    html = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title
