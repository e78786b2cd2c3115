"""Holds linked data against schema.org's own vocabulary."""

import re
from collections.abc import Iterator
from typing import Any

from schema_org import registry

DATES = {"Date", "DateTime", "Time"}
WORDS = {"Text", "URL", *DATES}
ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?)?)?", re.ASCII)
KEYWORDS = {"@id", "@type", "@context"}


def problems(document: dict[str, Any]) -> list[str]:
    """Return what schema.org does not know, or does not allow there; empty if all is well."""
    assert document["@context"] == "https://schema.org"
    return list(_of_node(document, ""))


def _of_node(node: dict[str, Any], path: str, through: str = "") -> Iterator[str]:
    kind = node.get("@type", "")
    path = f"{path}/{kind}"
    if kind not in registry.CLASS_METADATA:
        yield f"{path}: no such type"
        return
    for name, value in node.items():
        if name not in KEYWORDS:
            # A role repeats the property in which it stands, and holds its value there.
            is_repeated = name == through and "Role" in _kinds(kind)
            bare = name.removesuffix("-input")
            yield from _of_property(bare, value, f"{path}.{name}", None if is_repeated else kind)


def _of_property(name: str, value: Any, path: str, kind: str | None) -> Iterator[str]:
    known = registry.PROPERTY_BY_SCHEMA.get(name)
    if known is None:
        yield f"{path}: no such property"
        return
    if known.superseded_by:
        yield f"{path}: superseded by {known.superseded_by}"
    if kind and not _kinds(kind) & set(known.domains):
        yield f"{path}: not of this type"
    for item in value if isinstance(value, list) else [value]:
        yield from _of_value(item, set(known.ranges), path, name)


def _of_value(value: Any, ranges: set[str], path: str, name: str) -> Iterator[str]:
    match value:
        case dict():
            # A role may stand between a property and its value.
            kinds = _kinds(value.get("@type", ""))
            if not kinds & (ranges | {"Role"}):
                yield f"{path}: {value.get('@type')} is none of {sorted(ranges)}"
            yield from _of_node(value, path, through=name)
        case str():
            members = {member for name in ranges for member in registry.ENUM_MEMBERS.get(name, ())}
            is_member = value.removeprefix("https://schema.org/") in members
            if not (is_member or ranges & WORDS):
                yield f"{path}: a text is none of {sorted(ranges)}"
            elif not is_member and ranges <= DATES and not ISO.fullmatch(value):
                yield f"{path}: {value} is no date"
        case bool() | None:
            yield f"{path}: {value}"
        case int() | float():
            if not ranges & {"Number", "Integer", "Text"}:
                yield f"{path}: a number is none of {sorted(ranges)}"


def _kinds(name: str) -> set[str]:
    return {name, *registry.ancestry(name)} if name in registry.CLASS_METADATA else set()
