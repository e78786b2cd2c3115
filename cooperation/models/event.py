from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Part, Record, exactly_one
from cooperation.models.indexes import NewestFirst, order_indexes, seen_index
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.term import term_key
from cooperation.models.texts import LineField, LinesField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.rules import times
from cooperation.vocabulary.event import AttendanceMode, EventLinkKind, EventStatus
from cooperation.vocabulary.term import SchemeCode


def is_known_time_zone(name: str) -> None:
    """Raise ValidationError for what is no name of a time zone, with the nearest that is one."""
    if not times.is_time_zone(name):
        raise ValidationError(
            _("“%(name)s” is no name of a time zone. Did you mean %(nearest)s?"),
            params={"name": name, "nearest": times.nearest_time_zone(name)},
        )


class Event(Record):
    """A meeting, training, forum or exchange: an iCalendar VEVENT."""

    title = LocalizedField(LineField(_("title"), max_length=250))
    title_supplied = models.BooleanField(
        _("title is ours"), default=False, help_text=_("The source gives the event no title.")
    )
    summary = LocalizedField(
        LinesField(_("summary"), help_text=_("Two or three sentences, in our own words.")),
        blank=True,
    )
    kind = term_key(SchemeCode.EVENT_KIND, _("kind"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    position = models.PositiveSmallIntegerField(
        _("place among the parts"),
        null=True,
        blank=True,
        help_text=_("1 for the part that the source names first, 2 for the next."),
    )
    is_series = models.BooleanField(_("is a series"), default=False)
    date = UncertainDateField(_("date"), as_stated=True)
    start_time = models.TimeField(_("start time"), null=True, blank=True)
    end_time = models.TimeField(_("end time"), null=True, blank=True)
    time_zone = LineField(
        _("time zone"),
        max_length=40,
        blank=True,
        validators=[is_known_time_zone],
        help_text=_("Such as Asia/Phnom_Penh."),
    )
    attendance_mode = models.CharField(
        _("attendance"), max_length=10, choices=AttendanceMode, blank=True
    )
    venue = LocalizedField(LineField(_("venue"), max_length=200), blank=True)
    places = models.ManyToManyField("Place", blank=True, related_name="+", verbose_name=_("places"))
    status = models.CharField(_("status"), max_length=10, choices=EventStatus, blank=True)
    khmer_order = KhmerOrderField("title_km", "title_en")
    sought = SoughtField("title_en", "title_km")

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Record.Meta.constraints,
            bounds_in_order("event", "date"),
            models.CheckConstraint(
                name="event_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("An event cannot be part of itself."),
            ),
            models.CheckConstraint(
                name="event_end_time_follows_a_start_time",
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                violation_error_message=_("An end time needs a start time."),
            ),
            models.CheckConstraint(
                name="event_time_has_a_time_zone",
                condition=Q(start_time__isnull=True) | ~Q(time_zone=""),
                violation_error_message=_("A time needs its time zone, such as Asia/Phnom_Penh."),
            ),
        ]
        indexes = [
            NewestFirst(date="date_earliest", name="event_newest_first"),
            *order_indexes("event", "title_en", "khmer_order"),
            seen_index("event"),
        ]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Leave a time zone alone that stands since before only known ones were taken."""
        is_odd = self.time_zone and not times.is_time_zone(self.time_zone)
        if is_odd and Event.objects.filter(pk=self.pk, time_zone=self.time_zone).exists():
            exclude = {*(exclude or ()), "time_zone"}
        super().clean_fields(exclude=exclude)


class Participation(Part):
    """Who took part in an event, in which role, in which posts, and for whom."""

    owner_fields = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("person"),
        db_index=False,
    )
    organisation = models.ForeignKey(
        "Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
        db_index=False,
    )
    role = term_key(SchemeCode.EVENT_ROLE, _("role"))
    role_as_stated = LocalizedField(
        LineField(
            _("role as stated"),
            max_length=200,
            help_text=_('A "representative", or a title without an office, is written here.'),
        ),
        blank=True,
    )
    posts = models.ManyToManyField(
        "Post", blank=True, related_name="participations", verbose_name=_("posts held")
    )
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
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(
                name="participation_names_someone",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                violation_error_message=_("Name a person, an organisation or both."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "role", "event"], name="event_by_organisation"),
            models.Index(fields=["person", "event"], name="event_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}: {self.role}"


class EventLink(Part):
    """How an event stands to a programme or to another event, in the source's own verb."""

    owner_fields = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="links")
    kind = models.CharField(_("link"), max_length=12, choices=EventLinkKind)
    programme = models.ForeignKey(
        "Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="event_links",
        verbose_name=_("to programme"),
    )
    to_event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="links_from",
        verbose_name=_("to event"),
    )
    is_inferred = models.BooleanField(
        _("our reading"), default=False, help_text=_("No source states the link.")
    )

    class Meta(Part.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                name="event_link_leads_to_one_record",
                condition=exactly_one(("programme", "to_event")),
                violation_error_message=_("A link leads to one programme or to one event."),
            ),
            models.CheckConstraint(
                name="event_link_leads_elsewhere",
                condition=Q(to_event__isnull=True) | ~Q(event=F("to_event")),
                violation_error_message=_("An event cannot be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.programme or self.to_event}"


class Item(Part):
    """An objective, topic, method, output or next step of an event."""

    owner_fields = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="items")
    kind = term_key(SchemeCode.ITEM_KIND, _("kind"))
    text = LocalizedField(LinesField(_("text")))

    class Meta(Part.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self) -> str:
        return self.text
