"""Rows of every model, filled by introspection and written past the rules."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from cooperation.models import (
    Citation,
    Commitment,
    Document,
    Event,
    Organisation,
    Person,
    Picture,
    Place,
    Post,
    Programme,
    RecordTerm,
    Revision,
    Scheme,
    Source,
    Statement,
    Term,
)
from cooperation.models.base import Part, Record, part_models
from cooperation.models.derived import DerivedMixin
from cooperation.models.uncertain import UncertainDateField
from cooperation.publishing import revisions
from cooperation.publishing.files import write_files
from cooperation.publishing.rebuilding_index import rebuild_index
from cooperation.rules import files
from cooperation.vocabulary.term import TAG_SCHEMES, PlaceKind, SchemeCode
from cooperation.vocabulary.workflow import State

OPEN, SECRET = "plainword", "zqx"
# Each kind after those that it cannot be without.
KINDS: tuple[type[Record], ...] = (
    Source,
    Organisation,
    Post,
    Person,
    Programme,
    Event,
    Statement,
    Commitment,
)
EDITORS_ONLY = {(Source, "text"), (Source, "copy_reference")}
FIXED = {
    "locator": "1",
    "locator_type": "paragraph",
    "field": "",
    "paragraph_count": 9,
    "size": 1,
    "width": 1,
    "height": 1,
    "pages": 1,
    "time_zone": "Asia/Phnom_Penh",
}
ENDINGS = {Picture: "png", Document: files.DOCUMENT_ENDING}
# A constraint lets a row name one of these.
ONE_OF = {"EventLink": ("programme", "to_event")}
PLACES = {"used": "KH-12", "unused": "KH-03"}
LONG_AGO = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
PUBLIC: dict[str, Any] = {
    "state": State.PUBLISHED,
    "published_at": LONG_AGO,
    "first_published_at": LONG_AGO,
}

World = dict[type[models.Model], Record]
_numbers = itertools.count(1)


def hidden_states(at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Return each way in which a record is out of the public's sight, with its columns."""
    day = dt.timedelta(days=1)
    return {
        "draft": {"state": State.DRAFT},
        "archived": PUBLIC | {"state": State.ARCHIVED},
        "scheduled": PUBLIC | {"go_live_at": at + day},
        "expired": PUBLIC | {"expire_at": at - day},
    }


def write_lists() -> None:
    """Write every scheme with two terms, one for public records and one for hidden ones."""
    for scheme in SchemeCode:
        owner = Scheme.objects.create(code=scheme, name_en=scheme.label)
        for word in (OPEN, SECRET):
            Term.objects.create(scheme=owner, code=_code(word), label_en=f"{scheme} {_code(word)}")
    for number, code in enumerate(PLACES.values(), 1):
        Place.objects.create(code=code, kind=PlaceKind.PROVINCE, name_en=f"Province {number}")


def write_roots(word: str, columns: dict[str, Any], named: World | None = None) -> World:
    """Write one record of each kind with a part of each kind.

    They name the records of `named`, or each other where none are given.
    """
    world: World = {}
    for model in KINDS:
        others = world if named is None else named
        world[model] = _write(model, word, links_to(model, others) | columns, others)
    for root in world.values():
        write_parts(root, word, world if named is None else named)
    return world


def index() -> None:
    """Index what was written past the rules."""
    list(rebuild_index(at=timezone.now()))


def write_versions(records: Iterable[Record] | None = None) -> None:
    """Let records have been public in two versions, the first in other words.

    All of them if none are given.
    """
    seen = {"is_public": True, "seen_from": LONG_AGO, "at": LONG_AGO}
    chosen = None if records is None else {record.uid for record in records}
    for model in KINDS:
        found = model.objects.all() if chosen is None else model.objects.filter(uid__in=chosen)
        for now in revisions.take_snapshots(
            model, list(found.values_list("pk", flat=True))
        ).values():
            texts = {
                name: f"{text} once" for name, text in now["fields"].items() if name[-3:] == "_en"
            }
            for content in (now | {"fields": now["fields"] | texts}, now):
                kind, uid = model._meta.model_name, content["fields"]["uid"]
                Revision.objects.create(
                    record_type=kind, record_uid=uid, title=kind, content=content, **seen
                )


def write_parts(root: Record, word: str, named: World) -> None:
    for model, owner in part_models(type(root)):
        terms = TAG_SCHEMES if model is RecordTerm else (None,)
        for scheme in terms:
            term = {"term": _term(scheme, word)} if scheme else {}
            given = links_to(model, named, root) | {owner: root} | term
            # The first of a kind has nobody of its kind to name.
            if all(
                field.null or field.many_to_many or field.name in given for field in links(model)
            ):
                _write(model, word, given, named)


def links(model: type[models.Model]) -> Iterator[models.Field]:
    """Give every field that leads to a record, but for a part's keys to its owner."""
    owners = model.owner_fields if issubclass(model, Part) else ()
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        target = field.related_model
        if target is not None and issubclass(target, Record) and field.name not in owners:
            yield field


def links_to(
    model: type[models.Model], named: World, root: Record | None = None, needed_only: bool = False
) -> dict[str, Record]:
    """Return the records of a world by the fields of a row through which it may name them."""
    found = {
        field.name: named[field.related_model]
        for field in links(model)
        if field.related_model in named
        and not field.many_to_many
        and not (needed_only and field.null)
        and named[field.related_model] != root
    }
    for name in [name for name in ONE_OF.get(model.__name__, ()) if name in found][1:]:
        del found[name]
    return found


def _write(
    model: type[models.Model], word: str, given: dict[str, Any], named: World
) -> models.Model:
    row = filled(model, word, **given)
    model.objects.bulk_create([row])
    for field in model._meta.many_to_many:
        if field.related_model is Place:
            getattr(row, field.name).set([_place(word)])
        elif field.related_model in named:
            getattr(row, field.name).set([named[field.related_model]])
    return row


def filled(model: type[models.Model], word: str, **given: Any) -> models.Model:
    """Return an unsaved row whose every text holds the word; it names records only as given."""
    values: dict[str, Any] = {}
    skipped = {*given, *(model.owner_fields if issubclass(model, Part) else ())}
    for field in model._meta.concrete_fields:
        if not (field.primary_key or field.name in skipped or isinstance(field, DerivedMixin)):
            values |= _value(model, field, word)
    if model is Source and given.get("derived_from") is None:
        values["derivation"] = ""
    return model(**values | given)


def _value(model: type[models.Model], field: models.Field, word: str) -> dict[str, Any]:
    name, longest = field.name, field.max_length
    word = SECRET if (model, name) in EDITORS_ONLY else word
    match field:
        case _ if name in FIXED:
            value: Any = FIXED[name]
        case _ if model is Citation and name == "stance":
            value = "differs"
        case models.ForeignKey() if field.related_model is Term:
            limit = field.get_limit_choices_to()
            value = _term(limit.get("scheme__code") or TAG_SCHEMES[0], word)
        case models.ForeignKey() if field.related_model is Place:
            value = _place(word)
        case models.FileField():
            kept = files.new_file_name(ENDINGS[model])
            rendition = kept._replace(width=320, ending=files.WEBP)
            write_files({str(kept): word.encode(), str(rendition): word.encode()})
            value = str(kept)
        case UncertainDateField():
            value = "2026-01-22"
        case models.SlugField():
            value = f"{word}-{model._meta.model_name}-{next(_numbers)}"
        case models.URLField():
            value = f"https://{word}.example/{next(_numbers)}"
        case models.CharField() if field.choices:
            value = field.flatchoices[0][0]
        case models.CharField() if field.unique or name == "code":
            value = f"{word}-{next(_numbers)}"[:longest]
        case models.CharField() | models.TextField():
            value = f"{word} {name}"[:longest]
        case models.DecimalField():
            value = 12
        case _:
            return {}
    return {name: value}


def _code(word: str) -> str:
    return "used" if word == OPEN else "unused"


def _term(scheme: str, word: str) -> Term:
    return Term.objects.get(scheme__code=scheme, code=_code(word))


def _place(word: str) -> Place:
    return Place.objects.get(code=PLACES[_code(word)])
