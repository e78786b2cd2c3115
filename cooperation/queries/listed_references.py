"""Terms and places as other rows refer to them: by their permanent ids, names and addresses."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from cooperation.documents.references import record_address
from cooperation.kinds.shapes import read_text
from cooperation.models import Place, Term
from cooperation.queries.term import PAGES
from cooperation.vocabulary.term import PlaceKind, SchemeCode

Reference = dict[str, Any]


def listed_references(uids: Collection[UUID]) -> dict[UUID, Reference]:
    """Return references to the terms and places with these permanent ids, as far as there are.

    `slug` is the end of their addresses in the API; `url` is that address, where they have no page.
    """
    return _terms(uids) | _places(uids)


def _terms(uids: Collection[UUID]) -> dict[UUID, Reference]:
    rows = Term.objects.filter(uid__in=uids).order_by()
    found = {}
    for row in rows.values("uid", "scheme__code", "code", "label_en", "label_km"):
        scheme, code = SchemeCode(row["scheme__code"]), row["code"]
        found[row["uid"]] = {
            "type": "term",
            "uid": str(row["uid"]),
            "slug": f"{scheme}/{code}",
            "name": read_text(row, "label"),
            "kind": {"code": scheme.value, "name": str(scheme.label)},
            "url": record_address(PAGES[scheme], code)
            if scheme in PAGES
            else _in_the_api("terms", scheme.value, code),
        }
    return found


def _places(uids: Collection[UUID]) -> dict[UUID, Reference]:
    rows = Place.objects.filter(uid__in=uids).order_by()
    return {
        row["uid"]: {
            "type": "place",
            "uid": str(row["uid"]),
            "slug": row["code"],
            "name": read_text(row, "name"),
            "kind": {"code": row["kind"], "name": str(PlaceKind(row["kind"]).label)},
            "url": _in_the_api("places", row["code"]),
        }
        for row in rows.values("uid", "code", "kind", "name_en", "name_km")
    }


def _in_the_api(name: str, *key: str) -> str:
    return settings.SITE_URL + reverse(f"api:{name}-detail", args=key)
