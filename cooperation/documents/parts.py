"""The parts of records, as the public sees them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.documents.built_once import built_once
from cooperation.documents.loading import Loader
from cooperation.kinds.shapes import Shape, owned_label
from cooperation.models import OtherName, RecordTerm
from cooperation.models.base import Part, Record, is_public, links_to_records, part_models
from cooperation.models.members import one_of_given_uids
from cooperation.models.prepared import AnyRows, PreparedQuery
from cooperation.vocabulary.term import SchemeCode

Rows = list[dict[str, Any]]

# How many rows of each collection a record is shown with.
FIRST = 50
TAGS = {
    "themes": SchemeCode.THEME,
    "goals": SchemeCode.SDG_GOAL,
    "targets": SchemeCode.SDG_TARGET,
    "strategies": SchemeCode.STRATEGY,
    "target_groups": SchemeCode.TARGET_GROUP,
    "markers": SchemeCode.POLICY_MARKER,
}


@dataclass(frozen=True, slots=True)
class Collection:
    """Rows that a record's detail shows under one name.

    `rows` gives the public rows that belong to a record's id, in order; `read` shows some of them.
    Where there is a `reach`, both are given what it makes of the id: what lies around the record,
    looked up once for all collections that have the same. Where a record's rows are its own parts,
    `of_many` shows those of many records, by their ids; `part` is their kind, where a record
    without such parts has no rows. Where they are the rows of other records in brief, `subject`
    is how those are shown, and `holders` are columns of the rows: the first that holds an id
    tells whose each is.
    """

    name: str
    rows: Callable[[Any], Any]
    read: Callable[[Any, Any, Loader], Rows]
    reach: Callable[[int], Any] | None = None
    of_many: Callable[[Iterable[int], Loader], Mapping[int, Rows]] | None = None
    subject: Callable[[], Any] | None = None
    holders: tuple[tuple[str, Any, type[Record]], ...] = ()
    part: type[models.Model] | None = None


@built_once
def public_parts(model: type[Part]) -> models.QuerySet:
    """Return the parts that name nothing hidden, in order."""
    rows = model.objects.order_by("position", "pk")
    for link in links_to_records(model):
        if not link.many_to_many:
            visible = is_public(f"{link.name}__")
            rows = rows.filter(
                Q(**{f"{link.name}__isnull": True}) | visible if link.null else visible
            )
    return rows


@built_once
def parts_of_public(model: type[Part], owner: str) -> models.QuerySet:
    """Return the parts of public records of one kind that name nothing hidden, in no order."""
    return public_parts(model).order_by().filter(is_public(f"{owner}__"))


def by_owner(queryset: AnyRows, shape: Shape, owner: str, loader: Loader) -> dict[int, Rows]:
    """Show parts by the id of the record that owns them.

    Each has its `uid`, `citations` and, where its kind has them, `posts`.
    """
    shown: dict[int, Rows] = defaultdict(list)
    for _owner, pk, part in with_owner(queryset, shape, (owner,), loader):
        shown[pk].append(part)
    return shown


def with_owner(
    queryset: AnyRows, shape: Shape, owners: tuple[str, ...], loader: Loader
) -> list[tuple[str, int, dict[str, Any]]]:
    """Show parts that records of several kinds own: each with its key to the owner, and its id."""
    keys = [f"{owner}_id" for owner in owners]
    found = loader.rows(queryset.values(*keys, *shape.columns()))
    has_posts = any(field.name == "posts" for field in shape.model._meta.many_to_many)
    pks = [row["pk"] for row in found]
    posts = _posts(shape.model, pks, loader) if has_posts and pks else {}
    shown = []
    for row in found:
        owner = next(name for name in owners if row[f"{name}_id"] is not None)
        pk = row[f"{owner}_id"]
        part = {"uid": str(row["pk"]), **shape.read(row, loader)}
        if has_posts:
            part["posts"] = posts.get(row["pk"], [])
        record_model = shape.model._meta.get_field(owner).related_model
        part["citations"] = loader.citations(record_model, pk, row["pk"])
        shown.append((owner, pk, part))
    return shown


def read_parts(queryset: AnyRows, shape: Shape, owner: str, loader: Loader) -> Rows:
    """Show the parts of one record, as `by_owner` does."""
    return [part for found in by_owner(queryset, shape, owner, loader).values() for part in found]


def parts_collection(
    name: str,
    shape: Shape,
    owner: str,
    order: tuple[Any, ...] = ("position", "pk"),
    complete: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row,
) -> Collection:
    """Return the collection of one kind of part of a record.

    `complete` is given each as its shape shows it.
    """

    def read(queryset: models.QuerySet, pk: Any, loader: Loader) -> Rows:
        return [complete(part) for part in read_parts(queryset, shape, owner, loader)]

    def of_many(pks: Iterable[int], loader: Loader) -> dict[int, Rows]:
        rows = public_parts(shape.model).filter(**{f"{owner}__in": list(pks)}).order_by(*order)
        found = by_owner(rows, shape, owner, loader)
        return {pk: [complete(part) for part in of_one] for pk, of_one in found.items()}

    return Collection(
        name,
        rows=lambda pk: public_parts(shape.model).filter(**{owner: pk}).order_by(*order),
        read=read,
        of_many=of_many,
        part=shape.model,
    )


def tags_by_record(
    model: type[Record], pks: Iterable[int], loader: Loader
) -> dict[int, dict[str, Rows]]:
    """Return the terms that records are tagged with, by record and then by name in `TAGS`."""
    owner = _owner(RecordTerm, model)
    columns = ("term__scheme__code", "term__code", "term__label_en", "term__label_km")
    rows = RecordTerm.objects.filter(**{f"{owner}__in": pks}).order_by("position", "pk")
    names = {scheme: name for name, scheme in TAGS.items()}
    found: dict[int, dict[str, Rows]] = defaultdict(lambda: {name: [] for name in TAGS})
    for row in loader.rows(rows.values("pk", owner, "significance", "term_id", *columns)):
        tag = {
            "uid": str(row["pk"]),
            "code": row["term__code"],
            "name": owned_label(row, "term__label", f"t{row['term_id']}"),
            "citations": loader.citations(model, row[owner], row["pk"]),
        }
        name = names[row["term__scheme__code"]]
        if name == "markers":
            tag["significance"] = row["significance"]
        found[row[owner]][name].append(tag)
    return found


def other_names(model: type[models.Model], pks: Iterable[int], loader: Loader) -> dict[int, Rows]:
    owner = _owner(OtherName, model)
    rows = OtherName.objects.filter(**{f"{owner}__in": pks}).order_by("position", "pk")
    found: dict[int, Rows] = defaultdict(list)
    for row in loader.rows(rows.values("pk", owner, "name", "language", "kind")):
        name = {
            "uid": str(row["pk"]),
            "name": row["name"],
            "language": row["language"] or None,
            "kind": row["kind"],
        }
        if issubclass(model, Record):
            name["citations"] = loader.citations(model, row[owner], row["pk"])
        found[row[owner]].append(name)
    return found


def _posts(model: type[Part], pks: Iterable[Any], loader: Loader) -> dict[Any, list[Any]]:
    through = model._meta.get_field("posts").remote_field.through
    part = model._meta.model_name
    post = through._meta.get_field("post").related_model
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = _posts_of(through, str(part)).rows(parts=pks)
    for row in loader.rows(rows.values(f"{part}_id", "post_id")):
        found[row[f"{part}_id"]].append(loader.reference(post, row["post_id"]))
    return found


@cache
def _posts_of(through: type[models.Model], part: str) -> PreparedQuery:
    def build() -> models.QuerySet:
        rows = through._default_manager.filter(**{f"{part}__in": one_of_given_uids("parts")})
        return rows.filter(is_public("post__")).order_by("pk")

    return PreparedQuery(build)


def _owner(part: type[Part], model: type[models.Model]) -> str:
    return next(key for candidate, key in part_models(model) if candidate is part)
