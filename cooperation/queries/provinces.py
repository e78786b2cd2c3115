"""How many public records lie in each province of Cambodia, cities and all else in it included.

Of organisations those count that have a place on record: their offices.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import get_language

from cooperation.kinds.shapes import read_text
from cooperation.models import Event, Organisation, Place, Programme
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.vocabulary.term import PlaceKind

CAMBODIA, ITS_PROVINCES = "KH", "KH-"
WHOLE, ABROAD, NOWHERE = "whole", "abroad", "nowhere"
# A place, and what it lies in: a city in a province, a market in the city.
LEVELS = ("", "__parent", "__parent__parent")

Row = dict[str, Any]


def province_rows(
    rows: Mapping[str, QuerySet], state: Present, asked: tuple[Any, ...] = ()
) -> tuple[list[Row], list[Row]]:
    """Return the provinces by name, and what lies in none: {"code", "name", "counts"}.

    `rows` are records by the name of their count; `asked` tells them from others of that name.
    What names several provinces counts in each. The codes of what lies in none are those above.
    """
    key = ("provinces", state.key, get_language(), *rows, asked)
    return generation.cached_by_generation(key, lambda: _counted(rows))


def public_rows() -> dict[str, QuerySet]:
    return {
        "events": Event.objects.published(),
        "programmes": Programme.objects.published(),
        "offices": Organisation.objects.published().filter(place__isnull=False),
    }


def _counted(rows: Mapping[str, QuerySet]) -> tuple[list[Row], list[Row]]:
    provinces: list[Row] = []
    counts: dict[str, dict[str, int]] = {}
    # One query: names and numbers in the same columns.
    counted = [_numbers(name, found) for name, found in rows.items()]
    columns = ("counted", "where", "number", "name_en", "name_km")
    for row in _names().union(*counted, all=True).values(*columns):
        if row["counted"]:
            counts.setdefault(row["where"], {})[row["counted"]] = row["number"]
        else:
            provinces.append({"code": row["where"], "name": read_text(row, "name") or row["where"]})
    none = dict.fromkeys(rows, 0)
    for row in provinces:
        row["counts"] = none | counts.get(row["code"], {})
    others = [
        {"code": code, "counts": none | counts.get(code, {})} for code in (WHOLE, ABROAD, NOWHERE)
    ]
    return sorted(provinces, key=lambda row: row["name"]), others


def _names() -> QuerySet:
    return (
        Place.objects.filter(kind=PlaceKind.PROVINCE, code__startswith=ITS_PROVINCES)
        .order_by()
        .annotate(counted=_text(""), where=F("code"), number=Value(0, IntegerField()))
        .values_list("counted", "where", "number", "name_en", "name_km")
    )


def _numbers(name: str, rows: QuerySet) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            counted=_text(name), where=_where("place" if rows.model is Organisation else "places")
        )
        .values("counted", "where")
        .annotate(number=Count("pk", distinct=True), name_en=_text(""), name_km=_text(""))
        .values_list("counted", "where", "number", "name_en", "name_km")
    )


def _where(field: str) -> Case:
    in_a_province = [
        When(
            **{f"{field}{level}__code__startswith": ITS_PROVINCES},
            then=F(f"{field}{level}__code"),
        )
        for level in LEVELS
    ]
    in_cambodia = Q()
    for level in LEVELS:
        in_cambodia |= Q(**{f"{field}{level}__code": CAMBODIA})
    return Case(
        When(**{f"{field}__isnull": True}, then=_text(NOWHERE)),
        *in_a_province,
        When(in_cambodia, then=_text(WHOLE)),
        default=_text(ABROAD),
        output_field=CharField(),
    )


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())
