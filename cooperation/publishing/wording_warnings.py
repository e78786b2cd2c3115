"""Where the words of a record stray from the paragraphs that it cites: told, never a hindrance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cooperation.models import (
    Commitment,
    CommitmentUpdate,
    Event,
    Item,
    PlanItem,
    Programme,
    Statement,
)
from cooperation.models.base import Record, part_models
from cooperation.publishing.cited_passages import CitedPassages, Passage
from cooperation.publishing.references import named_by
from cooperation.publishing.titles import FLAG
from cooperation.rules import wording
from cooperation.vocabulary.terms_of_art import TERMS_OF_ART

# The texts of a record that are our own words, then those of its parts.
OWN_WORDS: dict[type[Record], tuple[str, ...]] = {
    Programme: ("summary", "description"),
    Event: ("summary",),
    Statement: ("text",),
    Commitment: ("text",),
}
OF_PARTS: dict[type[Any], str] = {PlanItem: "text", Item: "text", CommitmentUpdate: "note"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of ours in a field of the record, or of one of its `rows` (the name of the parts)."""

    place: str
    field: str
    ours: str
    part: UUID | None = None
    rows: str = ""


@dataclass(frozen=True, slots=True)
class WordingWarning:
    """What is odd about a text, in which paragraphs one can see it, and what to do."""

    text: Text
    cited: str
    message: str


def wording_warnings(record: Record) -> list[WordingWarning]:
    """Return where the English texts that the record's rows hold stray from what they cite.

    Any text: nine words in a row that stand in a paragraph too, and a number that stands in none.
    A statement or commitment, which tells what a paragraph says, where a summary takes out a part
    of it: a term of art of a paragraph that it does without.
    """
    texts = [*_of_record(record), *_of_parts(record)]
    passages = CitedPassages(record, [text.part for text in texts if text.part is not None])
    warnings: list[WordingWarning] = []
    for text in texts:
        cited = passages.of(text.field[:-3], text.part)
        warnings += [*_copied(record, text, cited), *_unsupported(text, cited)]
    if isinstance(record, Statement | Commitment):
        told = " . ".join(text.ours for text in texts if text.part is None)
        warnings += _missing(_text_of(record, "text", told), passages.of("text"))
    return warnings


def _text_of(record: Record, field: str, ours: str) -> Text:
    label = record._meta.get_field(f"{field}_en").verbose_name  # type: ignore[union-attr]
    return Text(str(label), f"{field}_en", ours)


def _of_record(record: Record) -> Iterator[Text]:
    titles = ("title",) if getattr(record, FLAG, False) else ()
    for field in (*titles, *OWN_WORDS.get(type(record), ())):
        if ours := getattr(record, f"{field}_en"):
            yield _text_of(record, field, ours)


def _of_parts(record: Record) -> Iterator[Text]:
    for model, owner in part_models(type(record)):
        if model not in OF_PARTS:
            continue
        field = f"{OF_PARTS[model]}_en"
        rows = model._meta.get_field(owner).remote_field.related_name  # type: ignore[union-attr]
        for part in model._default_manager.filter(**{owner: record}):
            if ours := getattr(part, field):
                place = f"{model._meta.verbose_name} “{Truncator(ours).words(6)}”"
                yield Text(place, field, ours, part.pk, rows)


def _copied(record: Record, text: Text, cited: Sequence[Passage]) -> Iterator[WordingWarning]:
    for passage in cited:
        theirs = "\n".join(passage.paragraphs)
        if not wording.runs_of(text.ours, theirs):
            continue
        for run in wording.runs_of(text.ours, theirs, names=_names(record)):
            message = _("“%(run)s” stands there word for word. Say it in words of our own.")
            yield WordingWarning(text, passage.label, message % {"run": run})


def _unsupported(text: Text, cited: Sequence[Passage]) -> Iterator[WordingWarning]:
    if not cited or not all(passage.paragraphs for passage in cited):
        # It may stand in what nobody here can read.
        return
    theirs = "\n".join(line for passage in cited for line in passage.paragraphs)
    labels = ", ".join(passage.label for passage in cited)
    for number in wording.unsupported_numbers(text.ours, theirs):
        message = _("“%(number)s” does not stand there. Correct it, or cite where it stands.")
        yield WordingWarning(text, labels, message % {"number": number})


def _missing(text: Text, cited: Sequence[Passage]) -> Iterator[WordingWarning]:
    where: dict[str, list[str]] = {}
    for passage in cited:
        for paragraph in passage.paragraphs if passage.is_located else ():
            for term in wording.missing_terms(text.ours, paragraph, TERMS_OF_ART):
                where.setdefault(term, []).append(passage.label)
    for term, labels in where.items():
        message = _("“%(term)s” is said there. If it belongs here, keep the term as it is.")
        cited_in = ", ".join(dict.fromkeys(labels))
        yield WordingWarning(text, cited_in, message % {"term": term})


def _names(record: Record) -> list[str]:
    """Return the names that stand in any account of it, and its title if the source gives that."""
    named = [naming.named for naming in named_by(record)]
    if not getattr(record, FLAG, True):
        named.append(record)
    return [getattr(each, f"{each.name_field}_en") for each in named]
