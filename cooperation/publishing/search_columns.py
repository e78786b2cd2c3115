"""What of a kind of record is searched, sorted by how it is put in words.

Derived once from `kinds`, when this module is loaded: no row is asked for its fields.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from cooperation.kinds.base import Kind, PartKind
from cooperation.kinds.registry import KINDS
from cooperation.kinds.shapes import Shape
from cooperation.models import Identifier, OtherName
from cooperation.models.base import Part, Record
from cooperation.models.texts import LinesField
from cooperation.publishing.public_values import parts_with_values

# They are names of their record, and no texts of it.
NAMING_PARTS: tuple[type[models.Model], ...] = (OtherName, Identifier)
# Codes that no page says as a word, and what is said with the number beside it.
UNSAID = frozenset({"time_zone", "currency", "qualifier"})


@dataclass(frozen=True, slots=True)
class Link:
    """A column that holds the key of a record, term or place; of several, a field."""

    name: str
    model: type[models.Model]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of row.

    `texts` are in two languages, `lines` as they are. `dates` have the column of the source's
    words for them beside them, `amounts` that of their unit; both are "" without any. `many` are
    the fields that lead to several rows.
    """

    texts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    many: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """The columns of a kind of record, and of its parts by their models.

    `name` is the field of its names, "" where a text stands for one; `aliases` and `short` are
    columns of other names. `naming` are the keys to records that each kind of part has: it is
    shown where all of these can be seen. `followed` are the parts of linked records, of which no
    columns but the links are searched.
    """

    kind: Kind
    own: Columns
    parts: Mapping[type[models.Model], Columns]
    naming: Mapping[type[Part], tuple[Link, ...]]
    name: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    followed: tuple[PartKind, ...]


def columns_of(shape: Shape, *, also: Iterable[str] = (), but: Iterable[str] = ()) -> Columns:
    """Return the columns of a shape, with these texts beside its own and without some."""
    model, left_out = shape.model, UNSAID.union(but)
    fields = {name: model._meta.get_field(name) for name in (*shape.plain, *shape.choices)}
    owners = getattr(model, "owner_fields", ())
    keys = (*shape.terms, *shape.places, *(name for name in shape.links if name not in owners))
    lines = (name for name in shape.plain if _is_said(fields[name]))
    coded = (*shape.choices, *(name for name in shape.plain if _has_labels(fields[name])))
    return Columns(
        texts=tuple(name for name in (*shape.texts, *also) if name not in but),
        lines=tuple(name for name in lines if name not in left_out),
        dates=tuple((name, _words_of(model, name)) for name in shape.dates),
        amounts=tuple(
            (name, "unit" if "unit" in shape.texts else "currency")
            for name in shape.plain
            if isinstance(fields[name], models.DecimalField)
        ),
        choices=tuple(name for name in coded if name not in left_out),
        links=tuple(
            Link(f"{name}_id", model._meta.get_field(name).related_model)  # type: ignore[arg-type]
            for name in keys
        ),
        many=tuple(Link(field.name, field.related_model) for field in model._meta.many_to_many),
    )


def _columns_of_part(part: PartKind) -> Columns:
    columns = columns_of(part.shape)
    return Columns(links=columns.links) if part.follows else columns


def _is_said(field: models.Field) -> bool:
    """Tell whether a column holds a line of text: no address, no file and no code of a list."""
    is_line = isinstance(field, models.CharField) and not isinstance(field, models.URLField)
    return is_line and not _has_labels(field)


def _has_labels(field: models.Field) -> bool:
    return bool(field.choices)


def _words_of(model: type[models.Model], name: str) -> str:
    has_words = getattr(model._meta.get_field(name), "as_stated", False)
    return f"{name}_as_stated" if has_words else ""


def _searched(kind: Kind) -> Searched:
    model = kind.model
    # A statement has no title: its text is all there is of it.
    is_text = isinstance(model._meta.get_field(f"{model.name_field}_en"), LinesField)
    name = "" if is_text else model.name_field
    aliases = tuple(filter(None, [getattr(model, "order_field", "")]))
    followed = tuple(part for part in kind.parts if part.follows)
    told = {part.model for part in kind.parts} | parts_with_values(model)
    return Searched(
        kind=kind,
        own=columns_of(kind.shape, also=kind.detailed, but=(name, *aliases, *kind.short)),
        parts={
            part.model: _columns_of_part(part)
            for part in kind.parts
            if part.model not in NAMING_PARTS
        },
        naming={part: tuple(_naming(part, followed)) for part in told},
        name=name,
        aliases=aliases,
        short=kind.short,
        followed=followed,
    )


def _naming(part: type[Part], followed: Iterable[PartKind]) -> Iterator[Link]:
    """Give the keys of a part to records; what stands in a linked one names its owner, too."""
    own = () if part in {kind.model for kind in followed} else part.owner_fields
    for key in part._meta.fields:
        target = key.related_model
        if target is not None and issubclass(target, Record) and key.name not in own:
            yield Link(f"{key.name}_id", target)


SEARCHED: dict[str, Searched] = {name: _searched(kind) for name, kind in KINDS.items()}
