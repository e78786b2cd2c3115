"""Short forms and what they stand for, from the register's own records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.models import Organisation, OtherName, Programme, Statement
from cooperation.models.base import Record, is_public
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.vocabulary.name import NameKind

NAMED: dict[str, type[Record]] = {
    name: model
    for name in OtherName.owner_fields
    if issubclass(model := OtherName._meta.get_field(name).related_model, Record)
}
# A short form, and the record that it stands for.
COLUMNS = ("of_short", "of_slug", "of_name_en", "of_name_km")


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


@dataclass(frozen=True, slots=True)
class Meaning:
    """A record that a short form stands for."""

    name: str
    kind: str
    key: str

    @property
    def address(self) -> str:
        return reverse(f"{self.kind}-detail", args=[self.key])


def short_form_meanings(state: Present) -> dict[str, tuple[Meaning, ...]]:
    """Return what short forms stand for, from public records alone."""
    return generation.cached_by_generation(("meanings", state.key, get_language()), _meanings)


def _meanings() -> dict[str, tuple[Meaning, ...]]:
    khmer = get_language() == "km"
    found: dict[str, dict[Meaning, None]] = defaultdict(dict)
    first, *others = _named()
    # Many are put in order sooner here than with all their columns by the database.
    rows = sorted(first.union(*others, all=True), key=itemgetter(1, 0, 2))
    for kind, short, key, english, name_km in rows:
        name = (khmer and name_km) or english
        if name != short:
            found[short][Meaning(name, kind, key)] = None
    return {short: tuple(of) for short, of in found.items()}


def _named() -> Iterator[QuerySet]:
    """Give (kind, short form, slug, names) of records and of what else they are called."""
    for model in (Organisation, Programme):
        yield _columns(model.objects.published().exclude(acronym=""), model, "acronym", "")
    for owner, named in NAMED.items():
        if named is Statement:
            continue
        rows = OtherName.objects.filter(is_public(f"{owner}__"), kind=NameKind.ACRONYM)
        yield _columns(rows.filter(**{f"{owner}__isnull": False}), named, "name", f"{owner}__")


def _columns(rows: QuerySet, model: type[Record], short: str, link: str) -> QuerySet:
    columns = {
        name: Cast(column, TextField())
        for name, column in zip(
            COLUMNS,
            (short, f"{link}slug", f"{link}{model.name_field}_en", f"{link}{model.name_field}_km"),
            strict=True,
        )
    }
    kind = Value(model._meta.model_name, output_field=TextField())
    return rows.order_by().annotate(of_kind=kind, **columns).values_list("of_kind", *COLUMNS)


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
