"""Terms as the public sees them, and everything that stands under one."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.documents.records import read_records
from cooperation.documents.references import record_address
from cooperation.documents.statement import STATEMENTS
from cooperation.kinds.shapes import read_text
from cooperation.kinds.term import TERM
from cooperation.kinds.term import TERMS as TERM_KIND
from cooperation.models import RecordTerm, Term
from cooperation.models.localized import KHMER_ORDER, localized
from cooperation.queries.event import EVENTS, NEWEST_FIRST
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import present_state
from cooperation.queries.programme import LATEST_FIRST, PROGRAMMES
from cooperation.queries.search_fields import NamedLike
from cooperation.queries.term_counts import ids_below_each, term_counts
from cooperation.vocabulary.term import SchemeCode

# The schemes whose terms have a page of their own, by the name of its route.
PAGES = {SchemeCode.THEME: "theme", SchemeCode.SDG_GOAL: "goal", SchemeCode.STRATEGY: "strategy"}
FIRST_UNDER = 10
UNDER = (
    ("programmes", "programme", PROGRAMMES, LATEST_FIRST),
    ("events", "event", EVENTS, NEWEST_FIRST),
    ("statements", "statement", STATEMENTS, F("day_earliest").desc(nulls_last=True)),
    ("commitments", "commitment", COMMITMENTS, F("due_latest").asc(nulls_last=True)),
)
OF_PARENT = ("parent__scheme__code", "parent__code", "parent__label_en", "parent__label_km")


class TermFilters(PublicFilters):
    of_kind = TERM_KIND
    source = locator = updated_since = None  # type: ignore[assignment]
    q = NamedLike()


class Terms:
    """Reads terms as rows of a list; they have no state, all of them are public."""

    model = Term
    collections: tuple[Collection, ...] = ()

    def public(self) -> models.QuerySet:
        return self.model.objects.annotate(**{KHMER_ORDER: localized("label", "km")})

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        order = {pk: number for number, pk in enumerate(pks)}
        found = self.model.objects.filter(pk__in=order).order_by()
        counts = term_counts(order, present_state(loader.at))
        columns = ("uid", "scheme__code", *TERM.columns(), *OF_PARENT)
        rows = sorted(found.values(*columns), key=lambda row: order[row["pk"]])
        return [_shown(row, loader) | {"counts": counts[row["pk"]]} for row in rows]


def term_detail(scheme: str, code: str, loader: Loader) -> dict[str, Any] | None:
    """Return a term with its `children`, the terms right below it; None if there is none."""
    pk = _pk(scheme, code)
    if pk is None:
        return None
    children = Term.objects.filter(parent=pk).order_by("position", "code")
    [shown, *under] = TERMS.rows([pk, *children.values_list("pk", flat=True)], loader)
    return shown | {"children": under}


def under_term(scheme: str, code: str, loader: Loader) -> dict[str, Any] | None:
    """Return a term and the first records of each kind that are tagged with it or one below it."""
    term = term_detail(scheme, code, loader)
    pk = _pk(scheme, code)
    if term is None or pk is None:
        return None
    terms = ids_below_each(Term, [pk])[pk]
    for name, owner, subject, order in UNDER:
        tagged = RecordTerm.objects.filter(term__in=terms, **{f"{owner}__isnull": False})
        rows = subject.public().filter(Q(pk__in=tagged.values(owner))).order_by(order, "-pk")
        term[name] = read_records(subject, rows[:FIRST_UNDER], loader, brief=True)
    return loader.resolve(term)


def _pk(scheme: str, code: str) -> int | None:
    found = Term.objects.filter(scheme__code=scheme, code=code)
    return found.values_list("pk", flat=True).first()


def _shown(row: dict[str, Any], loader: Loader) -> dict[str, Any]:
    parent = None
    if row["parent__code"] is not None:
        parent = {
            "scheme": row["parent__scheme__code"],
            "code": row["parent__code"],
            "label": read_text(row, "parent__label"),
        }
    page = PAGES.get(row["scheme__code"])
    return {
        "type": "term",
        "uid": str(row["uid"]),
        "scheme": row["scheme__code"],
        **TERM.read(row, loader),
        "parent": parent,
        "url": record_address(page, row["code"]) if page else None,
        "translations": TERM.translations(row),
    }


TERMS = Terms()
