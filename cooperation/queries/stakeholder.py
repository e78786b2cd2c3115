"""Organisations and people together: the list of all, and the tripartite view."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from cooperation.models import Organisation, Person, Post
from cooperation.queries import generation
from cooperation.queries.generation import Present
from cooperation.queries.loading import Loader
from cooperation.queries.organisation import ORGANISATIONS
from cooperation.queries.parts import Collection, Rows
from cooperation.queries.person import PEOPLE, acts
from cooperation.queries.records import read
from cooperation.queries.together import apart
from cooperation.vocabulary.organisation import Constituent

# The constituents of the tripartite view, in its order; "" is whoever has none stated.
SIDES = (*Constituent.values, "")
MOST_ORGANISATIONS = 12
MOST_PEOPLE = 6

SHOWN = ("type", "uid", "slug", "url", "kind", "name", "acronym", "constituent", "acts_for")
ALWAYS = ("published_at", "updated_at", "citations")
IN_FULL = ("other_names", "translations")


class Stakeholders:
    """Reads organisations and people as rows of one shape, by the keys of `together`."""

    model = Organisation
    collections: tuple[Collection, ...] = ()

    def public(self) -> models.QuerySet:
        return self.model.objects.published()

    def rows(self, pks: Iterable[int], loader: Loader, *, brief: bool = False) -> Rows:
        places = list(pks)
        organisations, people = apart(places)
        found: dict[int, dict[str, Any]] = {}
        bodies = ORGANISATIONS.public().filter(pk__in=organisations)
        for row in read(ORGANISATIONS, bodies, loader, brief=brief):
            found[2 * row["_pk"]] = row | {"acts_for": []}
        acts_for = _acts_of(people, loader)
        for row in read(PEOPLE, PEOPLE.public().filter(pk__in=people), loader, brief=brief):
            found[2 * row["_pk"] + 1] = row | acts_for[row["_pk"]]
        names = (*SHOWN, *ALWAYS, *(() if brief else IN_FULL))
        shown = (found[place] for place in places if place in found)
        return [{name: row.get(name) for name in names} for row in shown]


def stakeholder_detail(slug: str, loader: Loader) -> dict[str, Any] | None:
    """Return the organisation with this slug, failing that the person; None if there is neither."""
    for model, odd in ((Organisation, 0), (Person, 1)):
        pk = model.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
        if pk is not None:
            [shown] = STAKEHOLDERS.rows([2 * pk + odd], loader)
            return loader.resolve(shown)
    return None


def tripartite(state: Present) -> list[dict[str, Any]]:
    """Return each side with its first organisations and the people on record for them."""
    return generation.kept(
        ("tripartite", state.key, get_language()), lambda: _tripartite(Loader(at=state.at))
    )


def _tripartite(loader: Loader) -> list[dict[str, Any]]:
    public = Organisation.objects.published()
    counts = dict(public.values_list("constituent").annotate(Count("pk")).order_by())
    number = Window(RowNumber(), partition_by=F("constituent"), order_by=["name_en", "pk"])
    first = public.annotate(number=number).filter(number__lte=MOST_ORGANISATIONS)
    by_side: dict[str, list[int]] = defaultdict(list)
    for pk, side in first.order_by("name_en", "pk").values_list("pk", "constituent"):
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
        if side or by_side[side]
    ]
    return loader.resolve(sides)


def _people_of(organisations: list[int], loader: Loader) -> dict[int, Rows]:
    posts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for person, organisation, post in acts(organisations=organisations):
        posts[organisation, person] += [post] if post else []
    rows = Person.objects.filter(pk__in={person for _organisation, person in posts})
    names = rows.order_by("sort_name", "pk").values_list("pk", flat=True)
    order = {pk: number for number, pk in enumerate(names)}
    found: dict[int, Rows] = defaultdict(list)
    for organisation, person in sorted(posts, key=lambda pair: order[pair[1]]):
        found[organisation].append(
            {
                "person": loader.reference(Person, person),
                "posts": [
                    loader.reference(Post, post)
                    for post in dict.fromkeys(posts[organisation, person])
                ],
                "citations": loader.evidence((Person, person, None)),
            }
        )
    return found


def _acts_of(people: list[int], loader: Loader) -> dict[int, dict[str, Any]]:
    """Return whom people act for, and the constituent if all those have the same."""
    pairs = dict.fromkeys((person, body) for person, body, _post in acts(people=people))
    rows = Organisation.objects.filter(pk__in={body for _person, body in pairs})
    sides = dict(rows.order_by("name_en", "pk").values_list("pk", "constituent"))
    found: dict[int, dict[str, Any]] = {}
    for person in people:
        bodies = [body for body in sides if (person, body) in pairs]
        of = {sides[body] for body in bodies if sides[body]}
        found[person] = {
            "constituent": _side(of.pop()) if len(of) == 1 else None,
            "acts_for": [loader.reference(Organisation, body) for body in bodies],
        }
    return found


def _side(code: str) -> dict[str, str]:
    return {"code": code, "name": str(Constituent(code).label)}


STAKEHOLDERS = Stakeholders()
