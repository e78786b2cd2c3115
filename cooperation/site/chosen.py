"""What a reader has chosen in a list, each with the address of the list without it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.http import QueryDict

from cooperation.queries.options import FilterControl, Offer


class Chosen(NamedTuple):
    """A value of a filter; or a filter as a whole, with how many records are left without it."""

    title: str
    label: str
    address: str
    left: int = 0


def chosen_values(query: QueryDict, offer: Offer) -> dict[str, list[Chosen]]:
    """Return the `values` that are asked for, and which `filters` hide records, most first."""
    hiding = [control for control in offer.controls if control.left]
    return {
        "values": [item for control in offer.controls for item in _values(query, control)],
        "filters": [
            Chosen(
                control.label,
                ", ".join(label for _value, label in control.chosen),
                _without(query, control.name, ()),
                control.left,
            )
            for control in sorted(hiding, key=lambda control: -control.left)
        ],
    }


def _values(query: QueryDict, control: FilterControl) -> Iterator[Chosen]:
    for value, label in control.chosen:
        others = [other for other in control.values if other not in (value, "")]
        yield Chosen(control.label, label, _without(query, control.name, others))


def _without(query: QueryDict, name: str, others: Sequence[str]) -> str:
    left = query.copy()
    left.setlist(name, list(others))
    left.pop("cursor", None)
    return "?" + left.urlencode()
