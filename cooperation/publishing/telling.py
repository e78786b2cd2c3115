"""Which documents tell of a record more than its name: they no longer hold when it changes.

Names are filled in when a document is read. What it holds of others beyond their names is told
here; `check_store` names a document that tells of what is missing here.
"""

from collections.abc import Collection, Iterator

from django.apps import apps
from django.db import models
from django.db.models import F, QuerySet

from cooperation.kinds.registry import KINDS, KINDS_AT_MOST
from cooperation.models import Event, EventLink, Programme, ProgrammeLink, Statement
from cooperation.models.base import Part, Record

Ids = Collection[int] | QuerySet
# Rows that tell of a record, by its kind: (rows, their key to it, their key to whose document
# tells): links are shown at both ends, an event tells who funds the programmes that it is linked
# to, and lends its day to what was said there.
TOLD_BY: dict[type[Record], tuple[tuple[type[models.Model], str, str], ...]] = {
    Event: ((EventLink, "event", "to_event"), (Statement, "event", "pk")),
    Programme: ((ProgrammeLink, "programme", "to_programme"), (EventLink, "programme", "event")),
}


def ids_telling(model: type[Record], pks: Ids) -> QuerySet | None:
    """Return the ids, among those of all kinds, of what tells of the contents of records.

    None where nothing does of this kind.
    """
    return _union(list(_tellers(model, pks)))


def ids_naming(model: type[Record], pks: Ids) -> QuerySet | None:
    """Return the ids of what tells whether records are public: by naming them, or further on."""
    found = list(_tellers(model, pks))
    for kind, rows in _namers(model, pks):
        found.append(_public_ids(kind, rows, "named_by"))
        found += _tellers(kind, rows.values("named_by"))
    return _union(found)


def _tellers(model: type[Record], pks: Ids) -> Iterator[QuerySet]:
    for rows, of, teller in TOLD_BY.get(model, ()):
        kind = rows if teller == "pk" else rows._meta.get_field(teller).related_model
        named = rows._default_manager.filter(**{f"{of}__in": pks, f"{teller}__isnull": False})
        yield _public_ids(kind, named.order_by(), teller)


def _namers(model: type[Record], pks: Ids) -> Iterator[tuple[type[Record], QuerySet]]:
    """Give rows that name records, by the kind of the record `named_by` that they are of."""
    for rows in apps.get_app_config("cooperation").get_models():
        if not issubclass(rows, Record | Part):
            continue
        for field in (*rows._meta.fields, *rows._meta.many_to_many):
            owners = rows.owner_fields if issubclass(rows, Part) else ("pk",)
            if field.related_model is not model or field.name in owners:
                continue
            named = rows._default_manager.filter(**{f"{field.name}__in": pks}).order_by()
            for owner in owners:
                kind = rows if owner == "pk" else rows._meta.get_field(owner).related_model
                of_kind = named.filter(**{f"{owner}__isnull": False})
                yield kind, of_kind.annotate(named_by=F(owner))


def _public_ids(kind: type[Record], rows: QuerySet, key: str) -> QuerySet:
    number = KINDS[str(kind._meta.model_name)].number
    return rows.annotate(told=F(key) * KINDS_AT_MOST + number).values("told")


def _union(found: list[QuerySet]) -> QuerySet | None:
    return found[0].union(*found[1:]) if found else None
