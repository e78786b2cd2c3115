"""Contents: what a snapshot of a record holds, as plain values, and what its rows refer to.

Shape: {"fields", "links", "parts": {kind of part: [{"id", "fields", "links"}, …]}}. A link to
another row is that row's uid (to a part: its id).
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any, Self

from django.db import models

from cooperation.models.base import Part
from cooperation.models.columns import blank_value, columns_by_key, kinds_of_part

# What fields, links and kinds of part were called once: "event.town_en" or "seat" -> the name of
# today. A text in two languages takes a third line for the citations that name it: "event.town".
RENAMED: dict[str, str] = {}

# What a data migration put into a field that came: "event.venue_en" -> a function that makes the
# same of a stored row ("fields" and "links", in the names of today). A migration that fills a
# field from elsewhere, or makes parts, keeps a revision of each record instead.
FILLERS: dict[str, Callable[[Mapping[str, Any]], Any]] = {}


class Content(dict[str, Any]):
    """A record as plain values; `Content.read` is the way in for what was stored.

    Two contents are equal if they say the same. A stored one may be older than the models: it is
    read as today's before anything compares it, shows it or writes it over rows. `stored` is what
    a content was read from, None if it was not.
    """

    stored: Mapping[str, Any] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # A copy is made to be changed: it says no more what the stored one said.
        return type(self)(copy.deepcopy(dict(self), memo))

    @property
    def fields(self) -> dict[str, Any]:
        return self["fields"]

    @property
    def parts(self) -> dict[str, list["Content"]]:
        return self["parts"]

    @classmethod
    def blank(cls, model: type[models.Model]) -> Self:
        """Return the content of a record or part that nobody has filled in yet."""
        return cls._completed(model, {}, {})

    @classmethod
    def read(
        cls, model: type[models.Model], stored: Mapping[str, Any], *, live: "Content | None" = None
    ) -> Self:
        """Return a stored content as it would be stored today.

        What was renamed has its name of today, what went is left out. What came since is what its
        filler makes of the row; without one it is that of `live`, where that has the same row,
        else blank. The kinds and the order of parts stay.
        """
        renamed = cls.renamed(model, stored)
        content = cls._completed(model, renamed, live or {})
        content.stored = stored
        if "parts" in renamed:
            kinds, rows = kinds_of_part(model), _rows_by_id(live)
            content["parts"] = {
                name: [
                    cls(id=row["id"], **cls._completed(kinds[name], row, rows.get(row["id"], {})))
                    for row in entries
                ]
                for name, entries in renamed["parts"].items()
                if name in kinds
            }
        return content

    @classmethod
    def renamed(cls, model: type[models.Model], stored: Mapping[str, Any]) -> Self:
        """Return all that a stored content holds, in the names of today, and what fillers add.

        What went since is still there, what came is not: for redaction, which misses nothing.
        """
        content = cls._named(model, stored)
        if "parts" in stored:
            kinds = kinds_of_part(model)
            parts = {RENAMED.get(name, name): rows for name, rows in stored["parts"].items()}
            content["parts"] = {
                name: [cls._named(kinds[name], row) if name in kinds else cls(row) for row in rows]
                for name, rows in parts.items()
            }
            for citation in content["parts"].get("citation", ()):
                cited = f"{model._meta.model_name}.{citation['fields'].get('field')}"
                if cited in RENAMED:
                    citation["fields"]["field"] = RENAMED[cited]
        return content

    @classmethod
    def _named(cls, model: type[models.Model], stored: Mapping[str, Any]) -> Self:
        row, kind = cls(stored), model._meta.model_name
        for group in {"fields", "links"} & stored.keys():
            values = stored[group].items()
            row[group] = {RENAMED.get(f"{kind}.{name}", name): value for name, value in values}
        for group, field in columns_by_key(model) if FILLERS else ():
            filler = FILLERS.get(f"{kind}.{field.name}")
            if filler is not None and field.name not in row.get(group, ()):
                row.setdefault(group, {})[field.name] = filler(row)
        return row

    @classmethod
    def _completed(
        cls, model: type[models.Model], row: Mapping[str, Any], live: Mapping[str, Any]
    ) -> Self:
        content = cls(fields={}, links={}) if model._meta.many_to_many else cls(fields={})
        for group, field in columns_by_key(model):
            for given in (row, live):
                if field.name in given.get(group, ()):
                    content[group][field.name] = given[group][field.name]
                    break
            else:
                content[group][field.name] = blank_value(field)
        return content


def is_older(model: type[models.Model], content: Content) -> bool:
    """Tell whether what a content was read from lacks something that no filler makes."""
    if content.stored is None:
        return False
    renamed, kinds = Content.renamed(model, content.stored), kinds_of_part(model)
    rows: list[tuple[type[models.Model], Content]] = [(model, renamed)]
    for name, entries in renamed["parts"].items():
        rows += [(kinds[name], row) for row in entries if name in kinds]
    return any(
        field.name not in row.get(group, ())
        for kind, row in rows
        for group, field in columns_by_key(kind)
    )


def _rows_by_id(content: Content | None) -> dict[str, Content]:
    parts = content["parts"].values() if content is not None else ()
    return {row["id"]: row for entries in parts for row in entries}


def outward_references(model: type[models.Model]) -> list[Any]:
    """Return the fields that lead to rows outside the record."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    return [
        field
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is not None
        and field.name not in owners
        and not issubclass(field.related_model, Part)  # type: ignore[arg-type]
    ]


def uids_named(entry: Content, field: Any) -> list[str]:
    """Return the uids that a reference of a row holds."""
    if field.many_to_many:
        return list(entry.get("links", {}).get(field.name) or [])
    value = entry["fields"].get(field.name)
    return [value] if value else []


def referred_to(
    model: type[models.Model], *contents: Content
) -> dict[type[models.Model], set[str]]:
    """Return the uids of all that contents of this kind of record refer to, by kind."""
    wanted: dict[type[models.Model], set[str]] = {}
    kinds = kinds_of_part(model)
    rows = [(model, content) for content in contents]
    for content in contents:
        for name, entries in content["parts"].items():
            rows += [(kinds[name], entry) for entry in entries if name in kinds]
    for kind, entry in rows:
        for field in outward_references(kind):
            if uids := uids_named(entry, field):
                wanted.setdefault(field.related_model, set()).update(uids)  # type: ignore[arg-type]
    return wanted
