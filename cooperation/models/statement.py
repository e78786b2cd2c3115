from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, Record
from cooperation.models.indexes import NewestFirst, order_indexes, seen_index
from cooperation.models.localized import LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.texts import LineField, LinesField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.statement import Setting, StatementKind


class Statement(Record):
    """What someone said, reported in our own words. One for each speaker and passage."""

    text = LocalizedField(
        LinesField(
            _("text"),
            help_text=_(
                "Name first, then a verb of saying: “Sok Lor stressed that …”. In our own words, "
                "without quotation marks and without nine words in a row from the source; terms "
                "of art, such as social dialogue, as they stand there."
            ),
        )
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=StatementKind, default=StatementKind.REPORTED
    )
    language = models.CharField(
        _("language spoken"),
        max_length=5,
        choices=Language,
        blank=True,
        help_text=_("Only where the source states it."),
    )
    event = models.ForeignKey(
        "Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("event"),
        help_text=_("The event itself, or the part of one; pages of what lies above show it too."),
    )
    programme = models.ForeignKey(
        "Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("programme"),
        help_text=_(
            "What the paragraph speaks of: the workplan, not the programme that it is part of. "
            "Pages of what lies above show it too."
        ),
    )
    setting = models.CharField(
        _("setting"),
        max_length=10,
        choices=Setting,
        default=Setting.NOT_STATED,
        help_text=_(
            "At the event: only where the source says that it was said there. An article that "
            "tells of a meeting, and then of what someone said, states no occasion."
        ),
    )
    said_on = UncertainDateField(_("said on"))
    sought = SoughtField("text_en", "text_km")

    name_field = "text"

    class Meta(Record.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            *Record.Meta.constraints,
            bounds_in_order("statement", "said_on"),
            models.CheckConstraint(
                name="statement_belongs_to_an_event_or_a_programme",
                condition=Q(event__isnull=False) | Q(programme__isnull=False),
                violation_error_message=_("Name the event, the programme or both."),
            ),
        ]
        indexes = [
            NewestFirst(date="said_on_earliest", name="statement_newest_first"),
            *order_indexes("statement"),
            seen_index("statement"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(12)

    def get_absolute_url(self) -> str:
        return reverse("statement-detail", args=[self.uid])


class StatementSpeaker(Part):
    """Who speaks in a statement, in which posts, and for whom."""

    owner_fields = ("statement",)

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spoken",
        verbose_name=_("person"),
        db_index=False,
    )
    organisation = models.ForeignKey(
        "Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spoken",
        verbose_name=_("organisation"),
        db_index=False,
    )
    posts = models.ManyToManyField(
        "Post", blank=True, related_name="spoken", verbose_name=_("posts held")
    )
    role_as_stated = LocalizedField(LineField(_("role as stated"), max_length=200), blank=True)
    on_behalf_of = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    on_behalf_of_post = models.ForeignKey(
        "Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("post of that person"),
    )

    class Meta(Part.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.CheckConstraint(
                name="statement_speaker_names_someone",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                violation_error_message=_("Name a person, an organisation or both."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "statement"], name="statement_by_organisation"),
            models.Index(fields=["person", "statement"], name="statement_by_person"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation)
