"""The whole register as a graph: who and what there is, and what joins them."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from django.db.models import QuerySet

from cooperation.documents.parts import public_parts
from cooperation.documents.references import record_address
from cooperation.kinds.shapes import read_text
from cooperation.models import (
    Event,
    EventLink,
    Organisation,
    Participation,
    Person,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
)
from cooperation.models.base import Record, is_public
from cooperation.queries.generation import Present
from cooperation.queries.network import meeting_circles

PIECE = 2000

Row = dict[str, Any]


def graph_nodes() -> Iterator[Row]:
    """Give every organisation, person, programme and event: `id` is the permanent id.

    `kind`, `constituent` and `date` (EDTF) are "" where there is none.
    """
    kind = ("kind__code",)
    yield from _nodes(Organisation, "name", kind=("kind", "constituent"))
    yield from _nodes(Person, "name")
    yield from _nodes(Programme, "title", kind=kind)
    yield from _nodes(Event, "title", kind=kind, date=("date",))


def graph_edges(state: Present) -> Iterator[Row]:
    """Give every edge: `source` and `target` are ids of nodes, `type` says what joins them.

    "took_part" and "partner" have a `role`, "linked" the `role` of the link; "together" joins two
    organisations, once, and its `weight` is the number of events in which both took part. Every
    other edge has a weight of 1, and the permanent id of the `part` of a record that states it;
    one that names an organisation and a person makes two edges.
    """
    parts = chain(
        _edges(Participation, "took_part", "organisation", "event"),
        _edges(Participation, "took_part", "person", "event"),
        _edges(ProgrammeOrganisation, "partner", "organisation", "programme"),
        _edges(EventLink, "linked", "event", "programme"),
        _edges(EventLink, "linked", "event", "to_event"),
        _edges(ProgrammeLink, "linked", "programme", "to_programme"),
    )
    yield from parts
    yield from _together(state)


def _nodes(
    model: type[Record],
    name: str,
    kind: tuple[str, ...] = (),
    date: tuple[str, ...] = (),
) -> Iterator[Row]:
    rows = model.objects.published().order_by("pk")
    for row in _read(rows, "uid", "slug", f"{name}_en", f"{name}_km", *kind, *date):
        yield {
            "id": str(row["uid"]),
            "type": model._meta.model_name,
            "label": read_text(row, name) or "",
            "kind": row[kind[0]] or "" if kind else "",
            "constituent": row.get("constituent", ""),
            "date": row.get("date", ""),
            "url": record_address(model._meta.model_name, row["slug"]),
        }


def _edges(model: Any, type_of: str, source: str, target: str) -> Iterator[Row]:
    role = "kind" if type_of == "linked" else "role__code"
    owner = model.owner_fields[0]
    rows = public_parts(model).order_by(owner, "position", "pk").filter(is_public(f"{owner}__"))
    rows = rows.filter(**{f"{source}__isnull": False, f"{target}__isnull": False})
    for row in _read(rows, "pk", f"{source}__uid", f"{target}__uid", role):
        yield {
            "part": str(row["pk"]),
            "source": str(row[f"{source}__uid"]),
            "target": str(row[f"{target}__uid"]),
            "type": type_of,
            "role": row[role],
            "weight": 1,
        }


def _together(state: Present) -> Iterator[Row]:
    pairs: Counter[tuple[int, int]] = Counter()
    for circle, number in meeting_circles(state).items():
        for pair in combinations(circle, 2):
            pairs[pair] += number
    uids = dict(Organisation.objects.published().values_list("pk", "uid"))
    for (one, other), number in sorted(pairs.items()):
        if one in uids and other in uids:
            yield {
                "part": "",
                "source": str(uids[one]),
                "target": str(uids[other]),
                "type": "together",
                "role": "",
                "weight": number,
            }


def _read(rows: QuerySet, *columns: str) -> Iterator[Row]:
    return rows.values(*columns).iterator(chunk_size=PIECE)
