"""Short forms and what they stand for, from the register's own records."""

from itertools import chain

from django.db.models import Q

from cooperation.models import Organisation, OtherName, Programme
from cooperation.models.base import Record, is_public
from cooperation.queries.loading import Loader
from cooperation.queries.parts import Rows
from cooperation.vocabulary.name import NameKind

NAMED: dict[str, type[Record]] = {
    name: model
    for name in OtherName.owner_fields
    if issubclass(model := OtherName._meta.get_field(name).related_model, Record)
}


def short_forms(loader: Loader) -> Rows:
    """Return {"short", "record", "citations", "part"} by short form: all of them.

    `part` is the other name that states the short form, None where the record itself does.
    """
    found = [
        {
            "short": short,
            "record": loader.reference(model, pk),
            "citations": loader.citations(model, pk),
            "part": part and {"citations": loader.citations(model, pk, part)},
        }
        for short, model, pk, part in chain(_of_records(), _of_names())
    ]
    resolved = [entry for entry in loader.resolve(found) if entry["record"]]
    return sorted(resolved, key=lambda entry: (entry["short"].casefold(), entry["record"]["name"]))


def _of_records():  # type: ignore[no-untyped-def]
    for model in (Organisation, Programme):
        rows = model.objects.published().exclude(acronym="").values_list("acronym", "pk")
        yield from ((short, model, pk, None) for short, pk in rows)


def _of_names():  # type: ignore[no-untyped-def]
    of_public = Q()
    for owner in NAMED:
        of_public |= is_public(f"{owner}__")
    rows = OtherName.objects.filter(of_public, kind=NameKind.ACRONYM)
    for row in rows.values("pk", "name", *NAMED):
        owner = next(name for name in NAMED if row[name] is not None)
        yield row["name"], NAMED[owner], row[owner], row["pk"]
