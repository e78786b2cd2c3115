"""Finds where the kept sets differ from what the published records say now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from cooperation.kinds.told import dimensions_told_of
from cooperation.models import PublicBits, SearchEntry
from cooperation.models.base import Record, record_models
from cooperation.models.public_bits import Key, read_keys
from cooperation.publishing.index_entries import entries_of
from cooperation.publishing.told_values import read_told
from cooperation.rules import record_sets
from cooperation.vocabulary.workflow import State

STEP = 200

Values = dict[int, frozenset[Key]]


def find_set_differences(*, at: dt.datetime) -> Iterator[str]:
    """Give one line for each record whose values are not kept as they are, and each wrong count.

    What others tell of records is compared with the sets of those others.
    """
    for model in record_models():
        kind = str(model._meta.model_name)
        in_sets, wrong = _in_sets(kind)
        yield from wrong
        told_of = dimensions_told_of(kind)
        kept = {
            (pk, key) for pk, keys in in_sets.items() for key in keys if key.dimension in told_of
        }
        for pk, key in sorted(kept ^ frozenset(read_told(kind))):
            verb = "is told in vain of" if (pk, key) in kept else "is not told of"
            yield f"{kind} {pk} {verb} {_lines(frozenset({key}))}"
        own = {
            pk: frozenset(key for key in keys if key.dimension not in told_of)
            for pk, keys in in_sets.items()
        }
        in_sets = {pk: keys for pk, keys in own.items() if keys}
        noted = {
            pk: read_keys(text)
            for pk, text in SearchEntry.objects.filter(record_type=kind).values_list(
                "record_pk", "facets"
            )
        }
        present = _present(model, at)
        for pk in sorted({*in_sets, *noted, *present}):
            of = [values.get(pk, frozenset()) for values in (present, noted, in_sets)]
            if not of[0] == of[1] == of[2]:
                told = ("says", "is noted with", "is in the sets of")
                yield f"{kind} {pk}: " + "; ".join(
                    f"{verb} {_lines(values - frozenset.intersection(*of))}"
                    for verb, values in zip(told, of, strict=True)
                )


def _present(model: type[Record], at: dt.datetime) -> Values:
    pks = list(model.objects.filter(state=State.PUBLISHED).values_list("pk", flat=True))
    present: Values = {}
    for first in range(0, len(pks), STEP):
        entries, _names = entries_of(model, pks[first : first + STEP], at=at)
        present |= {entry.record_pk: read_keys(entry.facets) for entry in entries}
    return present


def _in_sets(kind: str) -> tuple[Values, list[str]]:
    """Return the values that records have by the sets, and what is wrong with the sets' counts."""
    keys: dict[int, set[Key]] = defaultdict(set)
    wrong = []
    for row in PublicBits.objects.filter(kind=kind):
        piece = row.piece
        count = len(record_sets.of_piece(piece))
        if count != row.records:
            wrong.append(f"{row}: {row.records} records, and {count} in its bits")
        for member in piece:
            pk = row.chunk << record_sets.CHUNK_BITS | member & (record_sets.CHUNK - 1)
            keys[pk].add(Key(row.dimension, row.value, member >> record_sets.CHUNK_BITS))
    return {pk: frozenset(found) for pk, found in keys.items()}, wrong


def _lines(keys: frozenset[Key]) -> str:
    return ", ".join(sorted(f"{key.dimension}={key.value}@{key.row}" for key in keys)) or "no more"
