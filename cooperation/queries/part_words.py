"""Parts of records of any kind in words: "Heng Sour: speaker", "People trained: nearly 100"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.documents.loading import Loader
from cooperation.documents.parts import public_parts
from cooperation.models import (
    CommitmentParty,
    CommitmentUpdate,
    Document,
    Event,
    EventLink,
    Figure,
    Identifier,
    Item,
    Organisation,
    OtherName,
    Participation,
    Person,
    Picture,
    PlanItem,
    Position,
    Post,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
    RecordTerm,
    StatementSpeaker,
)
from cooperation.models.base import Part, Record
from cooperation.models.members import one_of_given_uids
from cooperation.models.prepared import PreparedQuery
from cooperation.rules import date_words, figures
from cooperation.rules.languages import LANGUAGES

LINKED: dict[str, type[Record]] = {
    "person": Person,
    "organisation": Organisation,
    "post": Post,
    "programme": Programme,
    "event": Event,
}


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of part: its public name, and where the columns of a `_Row` come from."""

    name: str
    model: type[Part]
    columns: dict[str, str]
    coded: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    def rows(self) -> models.QuerySet:
        """Return the columns of the public parts among those given, alike for every kind."""
        paths = {
            f"{name}_{lang}": f"{path}_{lang}"
            for name, path in self.texts.items()
            for lang in LANGUAGES
        }
        paths |= self.columns | ({"code": self.coded} if self.coded else {})
        empty = Value("", output_field=TextField())
        return (
            public_parts(self.model)
            .order_by()
            .filter(pk__in=one_of_given_uids("uids"))
            .values_list(
                Value(self.name, output_field=TextField()),
                "pk",
                *(
                    Cast(paths[name], TextField()) if name in paths else empty
                    for name in _Row._fields[2:]
                ),
            )
        )

    def choice(self, code: str) -> str:
        coded: Any = self.model._meta.get_field(self.coded)
        choices = dict(coded.flatchoices)
        return str(choices.get(code, code))


class _Row(NamedTuple):
    type: str
    uid: UUID
    term_en: str
    term_km: str
    text_en: str
    text_km: str
    code: str
    mark: str
    number: str | None
    date: str
    person: str | None
    organisation: str | None
    post: str | None
    programme: str | None
    event: str | None


PERSON = {"person": "person_id", "organisation": "organisation_id"}
KINDS = {
    kind.name: kind
    for kind in (
        _Kind("participation", Participation, PERSON, texts={"term": "role__label"}),
        _Kind("item", Item, {}, texts={"term": "kind__label", "text": "text"}),
        _Kind(
            "event_link", EventLink, {"programme": "programme_id", "event": "to_event_id"}, "kind"
        ),
        _Kind(
            "programme_organisation",
            ProgrammeOrganisation,
            {
                "organisation": "organisation_id",
                "number": "amount",
                "mark": "currency",
                "date": "amount_period",
            },
            "qualifier",
            {"term": "role__label"},
        ),
        _Kind("programme_link", ProgrammeLink, {"programme": "to_programme_id"}, "kind"),
        _Kind(
            "plan_item", PlanItem, {"mark": "code"}, texts={"term": "kind__label", "text": "text"}
        ),
        _Kind(
            "figure",
            Figure,
            {"number": "value", "date": "period"},
            "qualifier",
            {"term": "measure__label", "text": "unit"},
        ),
        _Kind("position", Position, {"post": "post_id", "date": "period"}),
        _Kind("speaker", StatementSpeaker, PERSON),
        _Kind("party", CommitmentParty, PERSON, "side"),
        _Kind("update", CommitmentUpdate, {"date": "date"}, "status", {"text": "note"}),
        _Kind("tag", RecordTerm, {}, texts={"term": "term__scheme__name", "text": "term__label"}),
        _Kind("other_name", OtherName, {"mark": "name"}, "kind"),
        _Kind("identifier", Identifier, {"mark": "code"}, "vocabulary"),
        _Kind("picture", Picture, {"mark": "credit"}, texts={"term": "caption", "text": "alt"}),
        _Kind("document", Document, {}, texts={"text": "title"}),
    )
}


PARTS = PreparedQuery(
    lambda: models.QuerySet.union(*(kind.rows() for kind in KINDS.values()), all=True)
)


def read_part_words(uids: Iterable[UUID], loader: Loader) -> dict[UUID, dict[str, Any]]:
    """Return what the words of these parts are made of, by uid: one query.

    Parts that name something hidden are left out. `words` wants a part when it is resolved.
    """
    wanted = list(uids)
    if not wanted:
        return {}
    found = {}
    for columns in PARTS.ask(uids=wanted):
        row = _Row(*columns)
        found[row.uid] = {
            **row._asdict(),
            **{
                name: loader.reference(model, int(pk)) if (pk := getattr(row, name)) else None
                for name, model in LINKED.items()
            },
        }
    return found


def part_in_words(part: dict[str, Any]) -> dict[str, str | None]:
    """Return a resolved part as {"uid", "type", "label", "value"}."""
    label, value = _words(KINDS[part["type"]], part)
    return {"uid": str(part["uid"]), "type": part["type"], "label": label, "value": value or None}


def _words(kind: _Kind, part: dict[str, Any]) -> tuple[str, str]:
    named = next((part[name]["name"] for name in LINKED if part[name]), "")
    return _words_of_links(kind, part, named) or _words_of_texts(kind, part)


def _words_of_links(kind: _Kind, part: dict[str, Any], named: str) -> tuple[str, str] | None:
    match kind.name:
        case "participation":
            return named, _text(part, "term")
        case "programme_organisation":
            figure = _number(part, part["mark"])
            return named, _joined(_text(part, "term"), figure, _date(part))
        case "position":
            return _("Position"), _joined(named, _date(part))
        case "speaker":
            return _("Speaker"), named
        case "event_link" | "programme_link" | "party":
            return kind.choice(part["code"]).capitalize(), named
    return None


def _words_of_texts(kind: _Kind, part: dict[str, Any]) -> tuple[str, str]:
    term, text = _text(part, "term"), _text(part, "text")
    match kind.name:
        case "figure":
            return term, _joined(_number(part, text), _date(part))
        case "update":
            return kind.choice(part["code"]), _joined(text, _date(part))
        case "picture":
            return _("Picture"), term or text or part["mark"]
        case "document":
            return _("Document"), text
        case "other_name" | "identifier":
            return kind.choice(part["code"]), part["mark"]
        case _:
            return term, f"{part['mark']} {text}".strip()


def _text(part: dict[str, Any], name: str) -> str:
    khmer = get_language() == "km"
    return (khmer and part[f"{name}_km"]) or part[f"{name}_en"] or ""


def _number(part: dict[str, Any], unit: str) -> str:
    if not part["number"]:
        return ""
    value = Decimal(part["number"])
    return figures.figure_in_words(value, part["code"], unit, language=get_language() or "en")


def _date(part: dict[str, Any]) -> str:
    return (
        date_words.date_in_words(part["date"], language=get_language() or "en")
        if part["date"]
        else ""
    )


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)
