"""Kept contents of records, cut down to what the public may read of them today."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from cooperation.documents.loading import Loader
from cooperation.models import Citation, Place, SearchEntry, Term
from cooperation.models.base import Part, Record, part_models
from cooperation.models.content import Content, outward_references, referred_to, uids_named
from cooperation.models.wording import Named
from cooperation.queries.field_words import HIDDEN, OF_THE_DESK
from cooperation.queries.search import MODELS

CITATION = str(Citation._meta.model_name)

Versions = Collection[tuple[type[Record], Content]]


def public_names(versions: Versions, loader: Loader) -> Named:
    """Return what the public sees of all that contents refer to: four queries at most."""
    wanted: dict[type[models.Model], set[str]] = {}
    for model, content in versions:
        for kind, uids in referred_to(model, content).items():
            wanted.setdefault(kind, set()).update(uids)
    found: dict[Any, Any] = {}
    for lists in (Term, Place):
        rows = lists.objects.filter(uid__in=wanted.pop(lists, ()))
        found |= {(lists, str(row.uid)): row for row in rows}
    return found | _records({uid for uids in wanted.values() for uid in uids}, loader)


def readable_content(model: type[Record], content: Content, names: Named) -> Content:
    """Return a content without what is for editors, and without what names anything hidden.

    As on its page, a part that names a hidden record is left out whole: its other words might
    tell who it is.
    """
    found = _row(model, content, names)
    kinds = {str(part._meta.model_name): part for part, _owner in part_models(model)}
    parts = {
        kind: [
            _row(kinds[kind], entry, names)
            for entry in entries
            if _is_seen(kinds[kind], entry, names)
        ]
        for kind, entries in content["parts"].items()
        if kind in kinds
    }
    citations = parts.pop(CITATION, [])
    standing = {entry["id"] for entries in parts.values() for entry in entries}
    parts[CITATION] = [entry for entry in citations if _is_read(model, entry["fields"], standing)]
    return {**found, "parts": parts}


def _is_read(model: type[Record], citation: dict[str, Any], standing: set[str]) -> bool:
    """Tell whether readers see what a citation supports."""
    part, field = citation.get("part") or "", citation.get("field") or ""
    return part in {"", *standing} and not _is_for_editors(model, field)


def _records(uids: Iterable[str], loader: Loader) -> dict[Any, Any]:
    entries = SearchEntry.objects.visible().filter(record_uid__in=list(uids))
    keys = entries.values_list("record_type", "record_pk", "record_uid")
    others = Loader(at=loader.at)
    references = others.resolve(
        {(kind, uid): others.reference(MODELS[kind], pk) for kind, pk, uid in keys}
    )
    return {
        (MODELS[kind], str(uid)): MODELS[kind](**{f"{MODELS[kind].name_field}_en": found["name"]})
        for (kind, uid), found in references.items()
        if found is not None
    }


def _row(model: type[models.Model], entry: Content, names: Named) -> Content:
    hidden = [field.name for field in model._meta.fields if _is_for_editors(model, field.name)]
    fields = {name: value for name, value in entry["fields"].items() if name not in hidden}
    links = dict(entry.get("links", {}))
    for field in outward_references(model):
        seen = [uid for uid in uids_named(entry, field) if (field.related_model, uid) in names]
        if field.many_to_many:
            links[field.name] = seen
        elif field.name in fields:
            fields[field.name] = seen[0] if seen else None
    return {**entry, "fields": fields, "links": links}


def _is_seen(model: type[Part], entry: Content, names: Named) -> bool:
    return all(
        (field.related_model, uid) in names
        for field in outward_references(model)
        if not field.many_to_many
        for uid in uids_named(entry, field)
    )


def _is_for_editors(model: type[models.Model], name: str) -> bool:
    if (model, name) in HIDDEN or (issubclass(model, Record) and name in OF_THE_DESK):
        return True
    field = next((field for field in model._meta.fields if field.name == name), None)
    # Names of files are random, what is not editable is worked out from them.
    return isinstance(field, models.FileField) or (field is not None and not field.editable)
