"""Organisations and people together: the list of all, and the tripartite view."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Collection, Rows
from cooperation.documents.records import read_records
from cooperation.models import Organisation, Person, Post
from cooperation.models.localized import by_name
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.organisation import ORGANISATIONS
from cooperation.queries.person import PEOPLE, list_acts
from cooperation.queries.stakeholder_union import split_stakeholders
from cooperation.vocabulary.organisation import Constituent

# The constituents of the tripartite view, in its order; "" is whoever has none stated.
SIDES = (*Constituent.values, "")
MOST_ORGANISATIONS = 12
MOST_PEOPLE = 6

SHOWN = (
    "type",
    "uid",
    "slug",
    "url",
    "kind",
    "name",
    "acronym",
    "constituent",
    "acts_for",
    "published_at",
    "updated_at",
    "citations",
    "other_names",
    "translations",
)


class Stakeholders:
    """Reads organisations and people as rows of one shape, by the keys of `stakeholder_union`."""

    model = Organisation
    collections: tuple[Collection, ...] = ()

    def public(self) -> models.QuerySet:
        return self.model.objects.published()

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        """Show organisations and people; `brief` rows have a `record`, `acts_for`, `citations`."""
        places = list(pks)
        organisations, people = split_stakeholders(places)
        acts_for = _acts_of(people, loader)
        found: dict[int, dict[str, Any]] = {}
        if brief:
            for pk in organisations:
                found[2 * pk] = _brief(Organisation, pk, [], loader)
            for pk in people:
                found[2 * pk + 1] = _brief(Person, pk, acts_for[pk]["acts_for"], loader)
            return [found[place] for place in places]
        bodies = ORGANISATIONS.public().filter(pk__in=organisations)
        for row in read_records(ORGANISATIONS, bodies, loader):
            found[2 * row["_pk"]] = row | {"acts_for": []}
        for row in read_records(PEOPLE, PEOPLE.public().filter(pk__in=people), loader):
            found[2 * row["_pk"] + 1] = row | acts_for[row["_pk"]]
        return [_as_shown(found[place]) for place in places if place in found]


def _as_shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return an organisation or a person with what both have."""
    names = row["translations"].items()
    translations = {language: {"name": texts["name"]} for language, texts in names}
    return {name: row.get(name) for name in SHOWN} | {"translations": translations}


def _brief(
    model: type[Organisation | Person], pk: int, acts_for: Any, loader: Loader
) -> dict[str, Any]:
    return {
        "record": loader.reference(model, pk),
        "acts_for": acts_for,
        "citations": loader.evidence((model, pk, None)),
    }


def stakeholder_detail(slug: str, loader: Loader) -> dict[str, Any] | None:
    """Return the organisation with this slug, failing that the person; None if there is neither."""
    for model, odd in ((Organisation, 0), (Person, 1)):
        pk = model.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
        if pk is not None:
            [shown] = STAKEHOLDERS.rows([2 * pk + odd], loader)
            return loader.resolve(shown)
    return None


def stakeholders_by_side(state: Present) -> list[dict[str, Any]]:
    """Return the sides that have any with their first organisations, and the people for them."""
    return generation.cached_by_generation(
        ("tripartite", state.key, get_language()), lambda: _tripartite(Loader(at=state.at))
    )


def _tripartite(loader: Loader) -> list[dict[str, Any]]:
    alike = {"partition_by": F("constituent")}
    name = by_name(Organisation)
    first = (
        Organisation.objects.published()
        .annotate(
            number=Window(RowNumber(), order_by=[name, "pk"], **alike),
            total=Window(Count("pk"), **alike),
        )
        .filter(number__lte=MOST_ORGANISATIONS)
        .order_by(name, "pk")
    )
    by_side: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = {}
    for pk, side, counts[side] in first.values_list("pk", "constituent", "total"):
        by_side[side].append(pk)
    people = _people_of([pk for pks in by_side.values() for pk in pks], loader)
    sides = [
        {
            "constituent": side or None,
            "name": str(Constituent(side).label) if side else None,
            "count": counts.get(side, 0),
            "organisations": [
                {
                    "organisation": loader.reference(Organisation, pk),
                    "citations": loader.evidence((Organisation, pk, None)),
                    "people": people[pk][:MOST_PEOPLE],
                    "people_count": len(people[pk]),
                }
                for pk in by_side[side]
            ],
        }
        for side in SIDES
        if by_side[side]
    ]
    return loader.resolve(sides)


def _people_of(organisations: list[int], loader: Loader) -> dict[int, Rows]:
    posts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for act in list_acts(organisations=organisations):
        posts[act.organisation, act.person] += [act.post] if act.post else []
    found: dict[int, Rows] = defaultdict(list)
    for (organisation, person), held in posts.items():
        found[organisation].append(
            {
                "person": loader.reference(Person, person),
                "posts": [loader.reference(Post, post) for post in held],
                "citations": loader.evidence((Person, person, None)),
            }
        )
    return found


def _acts_of(people: list[int], loader: Loader) -> dict[int, dict[str, Any]]:
    """Return whom people act for, and the constituent if all those have the same."""
    sides: dict[int, dict[int, str]] = {person: {} for person in people}
    for act in list_acts(people=people):
        sides[act.person][act.organisation] = act.constituent
    found: dict[int, dict[str, Any]] = {}
    for person, bodies in sides.items():
        of = set(filter(None, bodies.values()))
        found[person] = {
            "constituent": _side(of.pop()) if len(of) == 1 else None,
            "acts_for": [loader.reference(Organisation, body) for body in bodies],
        }
    return found


def _side(code: str) -> dict[str, str]:
    return {"code": code, "name": str(Constituent(code).label)}


STAKEHOLDERS = Stakeholders()
