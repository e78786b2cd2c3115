"""What the codes and addresses in cells stand for, looked up for many rows at a time."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models

from cooperation.exchange.tables_labels import Labels
from cooperation.models import Merge, OldSlug, Place, Source, Term
from cooperation.models.base import Record


@dataclass(frozen=True, slots=True)
class Target:
    """The rows that a field may lead to: one kind of record, the terms of schemes, or places."""

    model: type[models.Model]
    # Codes of schemes, or kinds of place; empty: all.
    among: tuple[str, ...] = ()

    @property
    def is_record(self) -> bool:
        return issubclass(self.model, Record)


class Entry(NamedTuple):
    """A term or place. `labels` are those of all languages, `label` that of the reader's."""

    uid: str
    code: str
    label: str
    labels: tuple[str, ...]


Lists = dict[Target, list[Entry]]


def target_of(field: Any) -> Target:
    """Return what a field of a model may lead to, as its choices are limited."""
    limits = field.get_limit_choices_to() or {}
    among = next(iter(limits.values()), ())
    return Target(field.related_model, (among,) if isinstance(among, str) else tuple(among))


def as_uid(text: str) -> str | None:
    """Return a permanent id in its one form, None for any other text."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


class Known:
    """Pairs of (what a cell says, permanent id); lists whole, records as they are asked for.

    `lists` may be handed on: they change seldom, and what is gone meanwhile is missed on writing.
    """

    def __init__(self, lists: Lists | None = None) -> None:
        self._lists = {} if lists is None else lists
        self._uids: dict[Target, dict[str, str]] = {}
        self._names: dict[Target, dict[str, str]] = {}
        self._asked: dict[Target, set[str]] = {}
        self._labels: dict[Target, Labels] = {}
        self._paragraphs: dict[str, int | None] = {}

    def learn(self, target: Target, keys: Iterable[str]) -> None:
        """Look up the records of these addresses and ids, each once."""
        if not target.is_record:
            self._learn_list(target)
            return
        asked = self._asked.setdefault(target, set())
        missing = {as_uid(key) or key for key in keys} - asked
        if not missing:
            return
        asked |= missing
        ids = {key for key in missing if as_uid(key)}
        rows = target.model._default_manager.filter(
            models.Q(uid__in=ids) | models.Q(slug__in=missing - ids)
        )
        for uid, slug in rows.values_list("uid", "slug"):
            self.add(target, str(uid), slug)
            missing -= {str(uid), slug}
        if missing:
            self._learn_former(target, missing)

    def _learn_former(self, target: Target, missing: set[str]) -> None:
        """Take in records by the addresses that they had, and by the ids of those merged in."""
        old = OldSlug.objects.lead_to(str(target.model._meta.model_name), missing)
        merged = {key: Merge.objects.leads_to(uuid.UUID(key)) for key in missing if as_uid(key)}
        former = {key: uid for key, uid in (old | merged).items() if uid is not None}
        rows = target.model._default_manager.filter(uid__in=former.values())
        present = dict(rows.values_list("uid", "slug"))
        for key, uid in former.items():
            if uid in present:
                self.add(target, str(uid), present[uid])
                self._uids[target][key] = str(uid)

    def add(self, target: Target, uid: str, name: str) -> None:
        """Take in a row that is not in the database yet, but will be."""
        self._uids.setdefault(target, {})[name] = uid
        self._names.setdefault(target, {})[uid] = name

    def uid(self, target: Target, text: str) -> str | None:
        """Return whose code, address or id a text is, or was once; None if nobody's."""
        self.learn(target, [text])
        known, key = self._uids.get(target, {}), as_uid(text)
        found = known.get(text) or known.get(key or "")
        return found or (key if key in self._names.get(target, {}) else None)

    def labelled(self, target: Target, text: str) -> str | None:
        """Return what the desk shows so in a list, or has the code in other cases; None if none.

        Raises ValueError where it is shown so for several.
        """
        if target.is_record:
            return None
        self._learn_list(target)
        if target not in self._labels:
            entries = self._lists[target]
            self._labels[target] = Labels((entry.code, entry.labels) for entry in entries)
        code = self._labels[target].code(text)
        return self._uids[target][code] if code else None

    def name(self, target: Target, uid: str) -> str:
        """Return the code or address of a row, its id if the row is gone."""
        self.learn(target, [uid])
        return self._names.get(target, {}).get(uid, uid)

    def paragraph_count(self, source: str) -> int | None:
        """Return how many paragraphs a source has, None where nobody has counted."""
        if source not in self._paragraphs:
            rows = Source.objects.filter(uid=source)
            self._paragraphs[source] = rows.values_list("paragraph_count", flat=True).first()
        return self._paragraphs[source]

    def all(self, target: Target) -> list[str]:
        """Return every code of a list."""
        self._learn_list(target)
        return list(self._uids.get(target, {}))

    def _learn_list(self, target: Target) -> None:
        if target in self._asked:
            return
        self._asked[target] = set()
        if target not in self._lists:
            self._lists[target] = list_entries(target)
        for entry in self._lists[target]:
            self.add(target, entry.uid, entry.code)


def list_entries(target: Target) -> list[Entry]:
    """Return the entries of a list, in the list's order."""
    if target.model is Place:
        among = {"kind__in": target.among} if target.among else {}
        places = Place.objects.filter(**among).order_by("kind", "code")
        return [
            Entry(str(place.uid), place.code, place.name, (place.name_en, place.name_km))
            for place in places
        ]
    terms = Term.objects.filter(scheme__code__in=target.among).select_related("scheme")
    is_one = len(target.among) == 1
    return [
        Entry(
            str(term.uid),
            term.code if is_one else f"{term.scheme.code}:{term.code}",
            term.label,
            (term.label_en, term.label_km),
        )
        for term in terms.order_by("scheme__position", "scheme", "position", "code")
    ]
