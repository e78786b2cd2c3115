import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.texts import LineField, LinesField
from cooperation.vocabulary.report import ReportState


class Report(models.Model):
    """What a reader says is wrong on a record's page. The public never sees it.

    It holds no key to the record: what was said of one stays when the record goes. Of the reader
    it keeps nothing but the contact that was given, and that only until the report is closed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record_type = models.CharField(_("record type"), max_length=40)
    record_uid = models.UUIDField(_("record"))
    title = LineField(_("record"), max_length=300)
    page = LineField(_("page"), max_length=500)
    text = LinesField(_("what is wrong"))
    evidence = LineField(_("where one can check it"), max_length=500, blank=True)
    contact = LineField(_("contact"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.NEW, db_index=True
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                name="report_state_is_known",
                condition=Q(state__in=ReportState.values),
                violation_error_message=_("The state must be new, accepted or refused."),
            ),
            models.CheckConstraint(
                name="report_keeps_a_contact_only_while_it_is_open",
                condition=Q(state=ReportState.NEW) | Q(contact=""),
                violation_error_message=_("The contact goes when a report is closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
