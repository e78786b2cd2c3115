"""The order in which a source tells of things: by the first paragraph that each rests on."""

from django.db.models import Min, OrderBy, OuterRef, QuerySet, Subquery

from cooperation.models import Citation
from cooperation.models.base import is_public


def as_cited(owner: str) -> tuple[OrderBy, str]:
    """Return the order of records by the first paragraph cited for them, uncited ones last.

    `owner` is the key by which their citations belong to them.
    """
    return _first(_public().filter(**{owner: OuterRef("pk")}), owner), "pk"


def parts_as_cited(owner: str) -> tuple[OrderBy, str, str]:
    """Return the order of a record's parts by the first paragraph cited for each."""
    own = {owner: OuterRef(f"{owner}_id"), "part": OuterRef("pk")}
    return _first(_public().filter(**own), owner), "position", "pk"


def _public() -> QuerySet:
    # A hidden source must not show in the order either.
    return Citation.objects.filter(is_public("source__")).order_by()


def _first(citations: QuerySet, owner: str) -> OrderBy:
    first = citations.values(owner).annotate(first=Min("locator_first"))
    return OrderBy(Subquery(first.values("first")), nulls_last=True)
