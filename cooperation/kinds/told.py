"""What records tell of those that their parts name: by it the lists of the named are filtered.

Who held a role is told by events and programmes, for whom people act by events, statements and
commitments, who is in which post by all these and by the positions of people.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cooperation.models.public_bits import Key

# Dimensions of the sets of those that are named.
ROLE, ACTS_FOR, HOLDS, HELD_BY = "has_role", "acts_for", "holds_post", "held_by"
# What stands for the record that tells, in the place of a path.
ITSELF = ""


@dataclass(frozen=True, slots=True)
class Told:
    """That records of one kind tell something of others: of a `kind`, in a `dimension`.

    In one row of a part, what `named` leads to has the value that `value` leads to.
    """

    teller: str
    named: str
    value: str
    kind: str
    dimension: str

    def pairs(self, pk: int, keys: Iterable[Key]) -> set[tuple[int, str]]:
        """Return the ids of those named, each with a value, that a record with these keys tells."""
        named, values = defaultdict(set), defaultdict(set)
        if self.named == ITSELF:
            named[0].add(pk)
        if self.value == ITSELF:
            values[0].add(str(pk))
        for key in keys:
            if key.dimension == self.named:
                named[key.row].add(int(key.value))
            if key.dimension == self.value:
                values[key.row].add(key.value)
        return {(of, value) for row in named for of in named[row] for value in values[row]}


_POSTS = (
    ("event", "participations__person", "participations__posts"),
    ("event", "participations__on_behalf_of", "participations__on_behalf_of_post"),
    ("statement", "speakers__person", "speakers__posts"),
    ("statement", "speakers__on_behalf_of", "speakers__on_behalf_of_post"),
    ("person", ITSELF, "positions__post"),
)
TOLD = (
    Told("event", "participations__person", "participations__role", "person", ROLE),
    Told("event", "participations__organisation", "participations__role", "organisation", ROLE),
    Told("programme", "organisations__organisation", "organisations__role", "organisation", ROLE),
    Told("event", "participations__person", "participations__organisation", "person", ACTS_FOR),
    Told("statement", "speakers__person", "speakers__organisation", "person", ACTS_FOR),
    Told("commitment", "parties__person", "parties__organisation", "person", ACTS_FOR),
    *(Told(teller, person, post, "person", HOLDS) for teller, person, post in _POSTS),
    *(Told(teller, post, person, "post", HELD_BY) for teller, person, post in _POSTS),
)
# Of whom all values are asked for at once.
WHOLE = {"person": (ACTS_FOR, HOLDS)}


def paths_told_by(kind: str) -> list[str]:
    """Return the paths to what records of a kind tell of others."""
    return [
        path for told in TOLD if told.teller == kind for path in (told.named, told.value) if path
    ]


def dimensions_told_of(kind: str) -> frozenset[str]:
    return frozenset(told.dimension for told in TOLD if told.kind == kind)


def ways_to(kind: str, dimension: str) -> list[Told]:
    """Return all that tells of records of a kind in a dimension."""
    return [told for told in TOLD if (told.kind, told.dimension) == (kind, dimension)]
