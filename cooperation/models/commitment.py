import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, Record, RecordQuerySet
from cooperation.models.indexes import order_indexes, seen_index
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.term import term_key
from cooperation.models.texts import LineField, LinesField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.vocabulary.commitment import (
    SEARCH_HOLDS_DAYS,
    SETTLED,
    CommitmentStatus,
    Side,
)
from cooperation.vocabulary.term import SchemeCode


class CommitmentQuerySet(RecordQuerySet):
    def with_status(self) -> Self:
        """Add `status`: that of the latest update, '' where there is none ("no later word")."""
        latest = CommitmentUpdate.objects.filter(commitment=OuterRef("pk")).order_by(
            F("date_latest").desc(nulls_last=True), "-position", "-id"
        )
        return self.annotate(status=Coalesce(Subquery(latest.values("status")[:1]), Value("")))

    def to_search_for(self, *, on: dt.date) -> Self:
        """Keep those whose date has passed, that no source settled, and that nobody looked for.

        A search counts from the day after the date, for SEARCH_HOLDS_DAYS. Needs with_status().
        """
        oldest = on - dt.timedelta(days=SEARCH_HOLDS_DAYS)
        looked = Q(looked_for_on__gt=F("due_latest"), looked_for_on__range=(oldest, on))
        return self.filter(~looked, due_latest__lt=on).exclude(status__in=SETTLED)


class Commitment(Record):
    """A promise that someone made, in the words of a cited source.

    Promised money lives elsewhere: an IATI "commitment" is a transaction.
    """

    title = LocalizedField(LineField(_("title"), max_length=250))
    title_supplied = models.BooleanField(
        _("title is ours"), default=False, help_text=_("The source gives it no title.")
    )
    text = LocalizedField(
        LinesField(
            _("text"),
            help_text=_(
                "What shall be done, in our own words, without nine words in a row from the "
                "source; terms of art as they stand there."
            ),
        ),
        blank=True,
    )
    kind = term_key(SchemeCode.COMMITMENT_KIND, _("kind"))
    verb = term_key(
        SchemeCode.COMMITMENT_VERB,
        _("verb"),
        null=True,
        blank=True,
        help_text=_(
            "The source's own, never a stronger one. Committed: commits or pledges. Committed "
            "again: reiterates. Agreed: two sides or more did. Plans: a plan, or what someone "
            "“will” do. Aims: an aim. Is expected: as it says. Only the first three bind anyone."
        ),
    )
    made_on = UncertainDateField(_("made on"))
    made_at = models.ForeignKey(
        "Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made at"),
        help_text=_("Only where the source says that it was made there."),
    )
    reported_at = models.ForeignKey(
        "Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_reported",
        verbose_name=_("reported with"),
        help_text=_("The event whose report tells of it, where the place of it is not stated."),
    )
    programme = models.ForeignKey(
        "Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("programme"),
        help_text=_(
            "What the paragraph speaks of: the workplan, not the programme that it is part of. "
            "Pages of what lies above show it too."
        ),
    )
    is_programme_inferred = models.BooleanField(
        _("programme is our reading"),
        default=False,
        help_text=_("No source says that it belongs to the programme."),
    )
    due = UncertainDateField(_("due"), as_stated=True)
    looked_for_on = models.DateField(
        _("looked for later word on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which someone last searched for what became of it. Without a recent "
            "search nothing is called past due."
        ),
    )
    khmer_order = KhmerOrderField("title_km", "title_en")
    sought = SoughtField("title_en", "title_km", "text_en", "text_km")

    objects = CommitmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            *Record.Meta.constraints,
            bounds_in_order("commitment", "made_on"),
            bounds_in_order("commitment", "due"),
            models.CheckConstraint(
                name="commitment_is_due_no_earlier_than_made",
                condition=Q(made_on_earliest__isnull=True)
                | Q(due_latest__isnull=True)
                | Q(due_latest__gte=F("made_on_earliest")),
                violation_error_message=_("The commitment would be due before it was made."),
            ),
            models.CheckConstraint(
                name="commitment_programme_is_inferred_only_where_named",
                condition=Q(is_programme_inferred=False) | Q(programme__isnull=False),
                violation_error_message=_("Name the programme that it belongs to by our reading."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_latest", "id"], name="commitment_by_due_date"),
            *order_indexes("commitment", "title_en", "khmer_order"),
            seen_index("commitment"),
            # When the clock changes an answer is asked at every act, and few are looked for.
            models.Index(
                fields=["looked_for_on"],
                condition=Q(looked_for_on__isnull=False),
                name="commitment_by_day_of_search",
            ),
        ]


class CommitmentParty(Part):
    """Who is bound by the commitment, to whom, or who said it.

    None is legal: a source may use the passive voice.
    """

    owner_fields = ("commitment",)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="parties")
    side = models.CharField(
        _("side"),
        max_length=7,
        choices=Side,
        default=Side.BY,
        help_text=_("Made by: who is bound. Said by: whose words the source gives."),
    )
    person = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment_sides",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        "Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitment_sides",
        verbose_name=_("organisation"),
    )
    posts = models.ManyToManyField(
        "Post", blank=True, related_name="commitment_sides", verbose_name=_("posts held")
    )
    role_as_stated = LocalizedField(LineField(_("role as stated"), max_length=200), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.CheckConstraint(
                name="commitment_party_names_someone",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                violation_error_message=_("Name a person, an organisation or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.person or self.organisation}"


class CommitmentUpdate(Part):
    """What a later source says became of a commitment."""

    owner_fields = ("commitment",)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    date = UncertainDateField(_("date"))
    status = models.CharField(_("status"), max_length=12, choices=CommitmentStatus)
    note = LocalizedField(LinesField(_("note")), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [bounds_in_order("commitment_update", "date")]

    def __str__(self) -> str:
        return self.get_status_display()
