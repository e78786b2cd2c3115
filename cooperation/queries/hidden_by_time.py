"""What is published and yet not to be seen, before its time or after it."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q
from pyroaring import BitMap

from cooperation.models import SearchEntry
from cooperation.models.base import is_public
from cooperation.queries.generation import Present, cached_by_generation


def hidden_by_time(state: Present) -> Mapping[str, BitMap]:
    """Return the ids of the published records that are hidden in a state, by kind."""
    return cached_by_generation(("hidden by time", state.key), lambda: _hidden(state))


def _hidden(state: Present) -> dict[str, BitMap]:
    timed = SearchEntry.objects.filter(Q(go_live_at__isnull=False) | Q(expire_at__isnull=False))
    # Unless it has to sort, SQLite goes through them all instead of through their small index.
    hidden = timed.exclude(is_public(at=state.at)).order_by("record_type")
    pks: dict[str, list[int]] = defaultdict(list)
    for kind, pk in hidden.values_list("record_type", "record_pk"):
        pks[kind].append(pk)
    return {kind: BitMap(found) for kind, found in pks.items()}
