"""Which records have a value, by themselves or by what other visible records tell of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from pyroaring import BitMap

from cooperation.kinds.told import ACTS_FOR, HOLDS, ITSELF, Told, dimensions_told_of, ways_to
from cooperation.models import SearchEntry
from cooperation.models.public_bits import read_keys
from cooperation.queries.kept_sets import KeptSets, kept_sets
from cooperation.rules import record_sets


class ToldSets:
    """The kept sets of one kind, without what only hidden records tell.

    `hidden` are the published records that nobody sees now, by kind. `posts` gives the posts of
    each organisation: whoever is in one of them acts for it.
    """

    def __init__(
        self,
        kept: KeptSets,
        hidden: Mapping[str, BitMap],
        posts: Callable[[], Mapping[str, BitMap]],
    ) -> None:
        self._kept, self._hidden, self._posts_of = kept, hidden, posts
        self._of_others = dimensions_told_of(kept.kind)
        self._alone: dict[str, Mapping[str, BitMap]] = {}

    def values(self, path: str) -> Collection[str]:
        """Return the values that some record has or had."""
        if path == ACTS_FOR:
            return dict.fromkeys((*self._kept.values(path), *self._posts))
        return self._kept.values(path)

    def count(self, path: str, value: str) -> int:
        """Return how many published records have a value, hidden ones among them."""
        if path == ACTS_FOR and value in self._posts:
            return len(self.records(path, value))
        return self._kept.count(path, value) - len(self._told_alone(path).get(value, ()))

    def records(self, path: str, value: str) -> BitMap:
        """Return the published records that have a value; it is not to be altered."""
        found = self._kept.records(path, value)
        if alone := self._told_alone(path).get(value):
            found = found - alone
        if path == ACTS_FOR and value in self._posts:
            posts = self._posts[value]
            found = found.union(*(self.records(HOLDS, str(post)) for post in posts))
        return found

    def fetch(self, path: str, values: Iterable[str]) -> None:
        """Read the sets of these values at once, as far as they are not kept."""
        self._kept.fetch(path, values)

    @cached_property
    def _posts(self) -> Mapping[str, BitMap]:
        return self._posts_of()

    def _told_alone(self, path: str) -> Mapping[str, BitMap]:
        """Return of whom hidden records tell a value, and no visible one does, by the value."""
        if path not in self._of_others:
            return {}
        if path not in self._alone:
            self._alone[path] = self._find_told_alone(path)
        return self._alone[path]

    def _find_told_alone(self, dimension: str) -> Mapping[str, BitMap]:
        ways = ways_to(self._kept.kind, dimension)
        pairs = set()
        for told in ways:
            hidden = self._hidden.get(told.teller)
            if hidden:
                entries = SearchEntry.objects.filter(record_type=told.teller, record_pk__in=hidden)
                for pk, text in entries.values_list("record_pk", "facets"):
                    pairs |= told.pairs(pk, read_keys(text))
        found: dict[str, list[int]] = defaultdict(list)
        for named, value in pairs:
            if not any(self._is_seen(told, named, value) for told in ways):
                found[value].append(named)
        return {value: BitMap(named) for value, named in found.items()}

    def _is_seen(self, told: Told, named: int, value: str) -> bool:
        """Tell whether a visible record tells it."""
        hidden = self._hidden.get(told.teller, BitMap())
        kept = kept_sets(told.teller)
        if told.named == ITSELF:
            return named in kept.records(told.value, value) - hidden
        if told.value == ITSELF:
            return int(value) in kept.records(told.named, str(named)) - hidden
        rows = record_sets.cross(kept.rows(told.named, str(named)), kept.rows(told.value, value))
        return bool(record_sets.records(rows) - hidden)
