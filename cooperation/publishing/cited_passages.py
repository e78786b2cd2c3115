"""The paragraphs of kept texts that support a text of ours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cooperation.models import Citation, Source
from cooperation.models.base import Record, part_models
from cooperation.rules import locators, paragraphs
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.source import LocatorType, Stance

READ = ("", Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a citation leads to, and how an editor calls it: "¶7–8 of “An article”".

    It has no paragraphs where nobody keeps the text, where that is not in English, or where a page
    or section is cited. It is `located` where the citation says in which paragraphs.
    """

    label: str
    paragraphs: Sequence[str]
    is_located: bool


class CitedPassages:
    """The supporting passages of a record and of some of its parts, looked up in two queries."""

    def __init__(self, record: Record, parts: Collection[UUID]) -> None:
        owner = next(key for part, key in part_models(type(record)) if part is Citation)
        about = Q(part__isnull=True) | Q(part__in=parts)
        cited = Citation.objects.filter(about, **{owner: record}, stance=Stance.SUPPORTS)
        self.citations = list(cited.prefetch_related("source").order_by("position", "pk"))
        self._split: dict[int, list[str]] = {}

    def of(self, field: str, part: UUID | None = None) -> list[Passage]:
        """Return what supports a field of the record or of a part; of a part without any
        citation what supports the record."""
        names = ("", field, f"{field}_en")
        cited = [each for each in self.citations if each.part == part and each.field in names]
        if part is not None and not cited:
            return self.of(field)
        return [self._passage(citation) for citation in cited]

    def _passage(self, citation: Citation) -> Passage:
        first, last = citation.locator_first, citation.locator_last
        texts = self._paragraphs(citation.source)
        if citation.locator_type != LocatorType.PARAGRAPH and citation.locator:
            texts = []
        elif first is not None:
            texts = texts[first - 1 : last]
        where = locators.locator_label(citation.locator_type, citation.locator)
        label = _("%(where)s of “%(source)s”") if where else "“%(source)s”"
        named = label % {"where": where, "source": citation.source}
        return Passage(named, texts, is_located=first is not None)

    def _paragraphs(self, source: Source) -> list[str]:
        if source.pk not in self._split:
            text = source.text if source.language in READ else ""
            self._split[source.pk] = paragraphs.split_paragraphs(text)
        return self._split[source.pk]
