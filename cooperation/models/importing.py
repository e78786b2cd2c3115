import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.revision import UncheckedJSONField
from cooperation.models.texts import LineField, LinesField
from cooperation.vocabulary.importing import BatchState, Outcome, Verdict


class ImportBatch(models.Model):
    """A table that somebody brought: read, checked, and after their word applied record by record.

    `position` is the number of the last record that the present step is done with. `added` to
    `faulty` count rows of the file, `applied` to `refused` records.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    table = models.CharField(_("table"), max_length=40)
    file_name = LineField(_("file"), max_length=200)
    columns = UncheckedJSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState, default=BatchState.READING
    )
    position = models.PositiveIntegerField(default=0)
    record_count = models.PositiveIntegerField(_("records"), default=0)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    added = models.PositiveIntegerField(_("to add"), default=0)
    changed = models.PositiveIntegerField(_("to change"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    faulty = models.PositiveIntegerField(_("faulty"), default=0)
    applied = models.PositiveIntegerField(_("applied"), default=0)
    kept_back = models.PositiveIntegerField(_("not published"), default=0)
    refused = models.PositiveIntegerField(_("not applied"), default=0)
    publishes = models.BooleanField(_("publish at once"), default=False)
    reason = LineField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("brought at"))
    changed_at = models.DateTimeField(_("last step at"))

    class Meta:
        ordering = ("-id",)
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="import_batch_state_is_known",
                condition=Q(state__in=BatchState.values),
                violation_error_message=_("The state of an import must be one of the known ones."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRecord(models.Model):
    """The rows of a batch that are about one record: applied together or not at all.

    `rows` and `changes` are emptied once they are applied: from then on the record's history
    tells of them. `seen` is the revision that the check compared with.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    record_type = models.CharField(max_length=40, blank=True)
    record_uid = models.UUIDField(null=True)
    slug = models.CharField(max_length=120, blank=True)
    title = LineField(max_length=300, blank=True)
    # [[number in the file, {column: text}], …]; blank cells are left out.
    rows = UncheckedJSONField(default=list)
    # [[number in the file, verdict, [[column, before, after], …]], …]
    changes = UncheckedJSONField(default=list)
    # [[number in the file, column, message], …]
    faults = UncheckedJSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    seen = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = LinesField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="import_record_has_its_place_in_the_batch"
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "number"], name="import_record_by_verdict"),
            models.Index(fields=["batch", "record_uid"], name="import_record_by_uid"),
            models.Index(fields=["batch", "slug"], name="import_record_by_slug"),
        ]

    def __str__(self) -> str:
        return self.title
