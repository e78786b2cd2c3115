from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttendanceMode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")
    SELF_PACED = "self_paced", _("Online, at one's own pace")


class EventStatus(TextChoices):
    """RFC 5545 (iCalendar), property STATUS of a VEVENT."""

    TENTATIVE = "TENTATIVE", _("Expected, not confirmed")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    CANCELLED = "CANCELLED", _("Cancelled")


class EventLinkKind(TextChoices):
    PART_OF = "part_of", _("is part of")
    SUPPORTED_BY = "supported_by", _("is supported by")
    ORGANISED_BY = "organised_by", _("is organised by")
    BUILDS_ON = "builds_on", _("builds on")
    FOLLOWS = "follows", _("follows")
    IS_ABOUT = "is_about", _("is about")
    ENDORSES = "endorses", _("endorses")
    VALIDATES = "validates", _("validates")
    SIGNS = "signs", _("signs")
    REVIEWS = "reviews", _("reviews")
    AMENDS = "amends", _("amends")


# Codes of terms in the scheme "item-kind": what came of an event first. Others come last.
WEIGHTIEST_FIRST = ("output", "next-step", "objective", "topic", "method")
