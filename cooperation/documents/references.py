"""What a record is known by wherever another one names it: one row for every kind of record."""

import re
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from cooperation.models import Organisation, Post, Statement
from cooperation.models.base import Record
from cooperation.rules.labels import Label
from cooperation.vocabulary.organisation import OrganisationType
from cooperation.vocabulary.statement import StatementKind
from cooperation.vocabulary.wording import Wording

CHOICE_KINDS = {Organisation: OrganisationType, Statement: StatementKind}
# What references to some kinds of record hold beyond the others.
OWN: dict[type[Record], tuple[str, ...]] = {
    Organisation: ("constituent", "acronym"),
    Post: ("area_en", "area_km"),
}
OF_SOME = tuple(name for names in OWN.values() for name in names)


# A key that every kind's address takes, and keys that stand in an address as they are.
ANY_KEY = str(UUID(int=0))
AS_IT_IS = re.compile(r"[-_a-zA-Z0-9]+")


def record_address(kind: str, slug: str) -> str:
    """Return the lasting address of a record's page."""
    if not AS_IT_IS.fullmatch(slug):
        return settings.SITE_URL + reverse(f"{kind}-detail", args=[slug])
    before, after = _around_key(kind, get_language(), get_script_prefix())
    return f"{settings.SITE_URL}{before}{slug}{after}"


# To look an address up takes longer than most else of a reference.
@cache
def _around_key(kind: str, language: str | None, prefix: str) -> tuple[str, str]:
    """Return what stands before and after the key in addresses, which both others decide."""
    before, _key, after = reverse(f"{kind}-detail", args=[ANY_KEY]).partition(ANY_KEY)
    return before, after


def record_identity(model: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """Return what every record is known by: type, uid, slug, url."""
    kind = model._meta.model_name
    key = str(row["uid"]) if model is Statement else row["slug"]
    return {
        "type": kind,
        "uid": str(row["uid"]),
        "slug": row["slug"],
        "url": record_address(kind, key),
    }


class ReferenceRow(NamedTuple):
    """The columns of a reference, alike for every kind of record, so that one query gives all."""

    type: str
    pk: int
    uid: UUID
    slug: str
    name_en: str
    name_km: str
    kind: str
    kind_key: str
    kind_en: str
    kind_km: str
    constituent: str
    acronym: str
    area_en: str
    area_km: str


def reference_rows(records: models.QuerySet) -> models.QuerySet:
    """Return the columns of a `ReferenceRow` for records of one kind."""
    model = records.model
    is_kind_coded = model in CHOICE_KINDS
    of_term = ("kind__code", "kind_id", "kind__label_en", "kind__label_km")
    kind = ("kind",) if is_kind_coded else of_term
    has_kind = any(field.name == "kind" for field in model._meta.fields)
    kinds = [Cast(name, TextField()) for name in kind] if has_kind else []
    empty = Value("", output_field=TextField())
    own = OWN.get(model, ())
    return records.values_list(
        Value(model._meta.model_name, output_field=TextField()),
        "pk",
        "uid",
        Cast("slug", TextField()),
        Cast(f"{model.name_field}_en", TextField()),
        Cast(f"{model.name_field}_km", TextField()),
        *kinds,
        *[empty] * (len(of_term) - len(kinds)),
        *(Cast(name, TextField()) if name in own else empty for name in OF_SOME),
    )


def reference_of(model: type[Record], row: ReferenceRow) -> dict[str, Any]:
    """Return a reference as the API promises it: type, uid, slug, name, kind, url, and more."""
    is_khmer = get_language() == "km"
    found = record_identity(model, {"uid": row.uid, "slug": row.slug})
    reference = {
        "type": found["type"],
        "uid": found["uid"],
        "slug": found["slug"],
        "name": (is_khmer and row.name_km) or row.name_en,
        "kind": _kind_of(model, row, is_khmer=is_khmer),
        "url": found["url"],
    }
    if model is Organisation:
        reference |= {"constituent": row.constituent or None, "acronym": row.acronym or None}
    elif model is Post:
        reference["area"] = (is_khmer and row.area_km) or row.area_en or None
    elif model is Statement:
        # Its name is its text.
        reference["wording"] = code_with_label(Wording, Wording.OURS)
    return reference


def _kind_of(model: type[Record], row: ReferenceRow, *, is_khmer: bool) -> dict[str, Any] | None:
    if model in CHOICE_KINDS:
        return code_with_label(CHOICE_KINDS[model], row.kind)
    label = Label((is_khmer and row.kind_km) or row.kind_en, f"t{row.kind_key}")
    return {"code": row.kind, "name": label} if row.kind else None


def code_with_label(choices: type[models.TextChoices], value: str) -> dict[str, str] | None:
    """Return the code and label of a closed list's value; None for no value."""
    return {"code": value, "name": str(choices(value).label)} if value else None
