"""How the values of a content read: labels and names instead of codes and ids."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.models.base import Part, part_models
from cooperation.models.citation import Citation
from cooperation.models.content import Content
from cooperation.models.uncertain import UncertainDateField
from cooperation.rules import date_words, dates, locators, numerals
from cooperation.vocabulary.name import Language
from cooperation.vocabulary.source import Stance

LONGEST_TITLE = 90
AS_STATED = "_as_stated"

Named = Mapping[tuple[type[models.Model], str], models.Model]


def field_label(model: type[models.Model], name: str) -> str:
    """Return what editors call a field; a text in two languages says which of them it is.

    Citations name a text without its language.
    """
    if name.endswith(AS_STATED):
        return f"{field_label(model, name.removesuffix(AS_STATED))}: {_verbose(model, name)}"
    if name[-3:] in ("_en", "_km"):
        return f"{capfirst(_verbose(model, name))} ({Language(name[-2:]).label})"
    return capfirst(_verbose(model, name) or _verbose(model, f"{name}_en") or name)


def _verbose(model: type[models.Model], name: str) -> str:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return str(field.verbose_name)


class Wording:
    """Words the values of some contents of one kind of record.

    `named` are the rows that they refer to, by kind and uid; what is not among them is called by
    its uid.
    """

    def __init__(self, model: type[models.Model], *contents: Content, named: Named) -> None:
        self.model, self._named = model, named
        self._kinds = {part._meta.model_name: part for part, _owner in part_models(model)}  # type: ignore[arg-type]
        self.parts = {
            entry["id"]: (self._kinds[name], entry)
            for content in contents
            for name, entries in content["parts"].items()
            if name in self._kinds
            for entry in entries
        }

    def value(self, field: Any, value: Any) -> str:
        """Return the words of a field's value; "" for none."""
        language = get_language() or "en"
        match value:
            case None | "":
                return ""
            case bool():
                return _("yes") if value else _("no")
            case _ if field.is_relation:
                return self._target(field, value)
            case _ if isinstance(field, UncertainDateField):
                return self.date(value, language)
            case _ if field.choices:
                return str(dict(field.flatchoices).get(value, value))
        return _value_in_words(field, value, language)

    def date(self, edtf: str, language: str) -> str:
        return date_words.date_in_words(edtf, language=language)

    def links(self, field: Any, uids: Iterable[str]) -> list[str]:
        return sorted(self._target(field, uid) for uid in uids)

    def part(self, model: type[Part], entry: Content) -> str:
        """Return what a part is called: "Heng Sour: Speaker"."""
        row = model()
        for name, value in entry["fields"].items():
            try:
                field: Any = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if not field.is_relation:
                setattr(row, name, field.to_python(value))
            elif value and not issubclass(field.related_model, Part):
                setattr(row, name, self._named.get((field.related_model, value)))
        try:
            return Truncator(str(row)).chars(LONGEST_TITLE)
        except ObjectDoesNotExist:
            return ""

    def part_of_id(self, id: str) -> tuple[str, str]:
        """Return the kind and the name of the part with this id."""
        if id not in self.parts:
            return _("part"), id
        model, entry = self.parts[id]
        return str(model._meta.verbose_name), self.part(model, entry)

    def citation(self, entry: Content) -> str:
        """Return a citation as a line: "A report ¶5, says otherwise: 500 (Table 2)"."""
        fields = entry["fields"]
        source = self._target(Citation._meta.get_field("source"), fields["source"])
        place = locators.locator_label(fields.get("locator_type", ""), fields.get("locator", ""))
        line = f"{source} {place}".strip()
        if fields.get("stance") == Stance.DIFFERS:
            line = _("%(passage)s, says otherwise: %(value)s") % {
                "passage": line,
                "value": fields.get("stated_value", ""),
            }
        return f"{line} ({fields['note']})" if fields.get("note") else line

    def _target(self, field: Any, uid: str) -> str:
        if issubclass(field.related_model, Part):
            return self.part_of_id(uid)[1]
        return str(self._named.get((field.related_model, uid), uid))


def _value_in_words(field: Any, value: Any, language: str) -> str:
    match field:
        case models.DateTimeField():
            return moment_in_words(dt.datetime.fromisoformat(value))
        case models.DateField():
            return date_words.date_in_words(value, language=language)
        case models.TimeField():
            return numerals.time_in_words(value, language)
        case models.DecimalField():
            return numerals.number_in_words(Decimal(value), language)
    return str(value)


def moment_in_words(at: dt.datetime) -> str:
    """Return a moment in words, in the time of Phnom Penh."""
    local = at.astimezone(dates.PHNOM_PENH)
    return _("%(moment)s (Phnom Penh)") % {"moment": date_format(local, "j F Y, H:i")}
