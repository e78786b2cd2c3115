from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import Record
from cooperation.models.indexes import NewestFirst, order_indexes, seen_index
from cooperation.models.localized import KhmerOrderField, LocalizedField
from cooperation.models.sought import SoughtField
from cooperation.models.term import term_key
from cooperation.models.texts import LineField, LinesField, UrlField
from cooperation.models.uncertain import UncertainDateField, bounds_in_order
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.source import Derivation
from cooperation.vocabulary.term import SchemeCode


class Source(Record):
    """A published text that states facts; citations lead to its paragraphs."""

    title = LocalizedField(LineField(_("title"), max_length=300))
    title_supplied = models.BooleanField(
        _("title is ours"), default=False, help_text=_("The source itself has no title.")
    )
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    author = LineField(_("author"), max_length=200, blank=True)
    kind = term_key(SchemeCode.SOURCE_KIND, _("kind"))
    language = models.CharField(_("language"), max_length=5, choices=Language, blank=True)
    published = UncertainDateField(_("date of publication"))
    url = UrlField(_("address on the web"), max_length=500, blank=True)
    archived_url = UrlField(_("archived copy"), max_length=500, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    copy_reference = LineField(
        _("reference of the kept copy"),
        max_length=120,
        blank=True,
        help_text=_(
            "How the register's keepers find their copy of a text "
            "that gives neither address nor publisher and date."
        ),
    )
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="derivatives",
        verbose_name=_("derived from"),
    )
    derivation = models.CharField(
        _("kind of derivation"), max_length=12, choices=Derivation, blank=True
    )
    paragraph_count = models.PositiveIntegerField(
        _("number of paragraphs"),
        null=True,
        blank=True,
        help_text=_("Lines that are not blank, title and headings included."),
    )
    text = LinesField(
        _("text"), blank=True, help_text=_("For editors only; never shown to the public.")
    )
    khmer_order = KhmerOrderField("title_km", "title_en")
    sought = SoughtField("title_en", "title_km", "publisher", "author", "url")

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *Record.Meta.constraints,
            bounds_in_order("source", "published"),
            models.CheckConstraint(
                name="source_is_not_derived_from_itself",
                condition=~Q(derived_from=F("id")),
                violation_error_message=_("A source cannot be derived from itself."),
            ),
            models.CheckConstraint(
                name="source_derivation_names_its_original",
                condition=(Q(derived_from__isnull=True) & Q(derivation=""))
                | (Q(derived_from__isnull=False) & ~Q(derivation="")),
                violation_error_message=_(
                    "Give the original and the kind of derivation, or neither."
                ),
            ),
        ]
        indexes = [
            NewestFirst(date="published_earliest", name="source_newest_first"),
            *order_indexes("source", "title_en", "khmer_order"),
            seen_index("source"),
        ]
