"""Places as the public sees them."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from cooperation.documents import parts
from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.kinds.place import PLACE
from cooperation.kinds.place import PLACES as PLACE_KIND
from cooperation.kinds.shapes import read_text
from cooperation.models import Place
from cooperation.models.localized import KHMER_ORDER, localized
from cooperation.queries.filters import PublicFilters
from cooperation.queries.generation import present_state
from cooperation.queries.search_fields import NamedLike
from cooperation.queries.term_counts import place_counts

OF_PARENT = ("parent__code", "parent__name_en", "parent__name_km")


class PlaceFilters(PublicFilters):
    of_kind = PLACE_KIND
    source = locator = updated_since = None  # type: ignore[assignment]
    q = NamedLike()


class Places:
    """Reads places as rows of a list; they have no state, all of them are public."""

    model = Place
    collections: tuple[Collection, ...] = ()

    def public(self) -> models.QuerySet:
        return self.model.objects.annotate(**{KHMER_ORDER: localized("name", "km")})

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        order = {pk: number for number, pk in enumerate(pks)}
        columns = ("uid", *PLACE.columns(), *OF_PARENT)
        found = self.model.objects.filter(pk__in=order).order_by().values(*columns)
        names = parts.other_names(self.model, order, loader)
        counts = place_counts(order, present_state(loader.at))
        return [
            _shown(row, loader)
            | {"other_names": names.get(row["pk"], []), "counts": counts[row["pk"]]}
            for row in sorted(found, key=lambda row: order[row["pk"]])
        ]


def place_detail(code: str, loader: Loader) -> dict[str, Any] | None:
    """Return a place with its `children`, the places right in it; None if there is none."""
    pk = Place.objects.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        return None
    children = Place.objects.filter(parent=pk).order_by("code").values_list("pk", flat=True)
    [shown, *inside] = PLACES.rows([pk, *children], loader)
    return shown | {"children": inside}


def _shown(row: dict[str, Any], loader: Loader) -> dict[str, Any]:
    parent = None
    if row["parent__code"] is not None:
        parent = {"code": row["parent__code"], "name": read_text(row, "parent__name")}
    return {
        "type": "place",
        "uid": str(row["uid"]),
        **PLACE.read(row, loader),
        "parent": parent,
        "translations": PLACE.translations(row),
    }


PLACES = Places()
