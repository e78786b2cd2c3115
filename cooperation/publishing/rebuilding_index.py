"""Makes the search index anew: everything, or what was marked as no longer right."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from django.db import transaction
from django.db.models import Max

from cooperation.kinds.registry import KINDS
from cooperation.kinds.told import dimensions_told_of
from cooperation.models import OtherName, PublicBits, SearchEntry
from cooperation.models.base import Record, record_models
from cooperation.models.derived import derived_from
from cooperation.models.public_bits import read_keys
from cooperation.publishing import change_numbers, generation, renewing
from cooperation.publishing.indexing import STEP, renew_entries
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.publishing.told_values import lay_told
from cooperation.publishing.turns import take_turn
from cooperation.rules import record_sets
from cooperation.rules.folding import VERSION
from cooperation.vocabulary.workflow import State


def rebuild_index(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Index everything anew, a few records at a time; give how many were, after each step.

    A record that cannot be indexed stays as it was, and is given as a failure.

    Each step is a transaction of its own: others may read and publish between them. What readers
    keep of the counts is renewed at the end.
    """
    for model in record_models():
        last = 0
        while True:
            with transaction.atomic():
                rows = model.objects.select_for_update(of=("self",)).filter(pk__gt=last)
                pks = list(rows.order_by("pk").values_list("pk", flat=True)[:STEP])
                take_turn()
                # What lies between two records of the register is a row of a deleted one.
                upto = {"record_pk__lte": pks[-1]} if pks else {}
                standing = SearchEntry.objects.filter(
                    record_type=model._meta.model_name, record_pk__gt=last, **upto
                )
                known = set(standing.values_list("record_pk", flat=True))
                _fold_anew(model, pks)
                failures = list(_renew_each(model, sorted({*pks, *known}), at=at))
            yield from failures
            if not pks:
                break
            last = pks[-1]
            yield len(pks) - len(failures)
        _lay_bits(str(model._meta.model_name))
    lay_told()
    change_numbers.number_the_rest(at=at)
    generation.renew_generation(at)


def renew_marked(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Index what was marked as naming what is called otherwise now, as `rebuild_index` does."""
    last, is_any = -1, False
    while True:
        with transaction.atomic():
            take_turn()
            last, marked = renewing.next_marked(last)
            failures = [
                failure
                for kind, pks in marked.items()
                for failure in _renew_each(KINDS[kind].model, pks, at=at)
            ]
        if not marked:
            break
        is_any = True
        yield from failures
        yield sum(map(len, marked.values())) - len(failures)
    if is_any:
        generation.renew_generation(at)


def is_complete() -> bool:
    """Tell whether there is a whole row for each published record, folded as texts are today."""
    published = sum(
        model.objects.filter(state=State.PUBLISHED).count() for model in record_models()
    )
    whole = SearchEntry.objects.filter(folding=VERSION).exclude(facets="")
    return whole.count() == published


def _fold_anew(model: type[Record], pks: Collection[int]) -> None:
    """Write what editors look for in records and in their other names, as texts fold today."""
    owner = str(model._meta.model_name)
    others = OtherName.objects.filter(**{f"{owner}__in": pks})
    for rows in (model.objects.filter(pk__in=pks), others):
        first = rows.model._meta.get_field("sought").sources[0]
        derived = derived_from(rows.model, [first])
        columns = {name for field in derived for name in (field.name, *field.sources)}
        changed = [
            row["pk"]
            for row in rows.values("pk", *columns)
            if any(row[field.name] != field.derive(row) for field in derived)
        ]
        if changed:
            stale = rows.filter(pk__in=changed)
            rows.model._default_manager.bulk_update(stale, [first], batch_size=STEP)


def _renew_each(model: type[Record], pks: Sequence[int], *, at: dt.datetime) -> Iterator[Failure]:
    """Write the rows anew: all together, or one by one where one of them is in the way."""
    try:
        with transaction.atomic():
            renew_entries(model, pks, at=at)
    except Exception as error:
        if len(pks) == 1:
            yield note_failure(f"{model._meta.model_name} {pks[0]}", error)
        else:
            for pk in pks:
                yield from _renew_each(model, [pk], at=at)


def _lay_bits(kind: str) -> None:
    entries = SearchEntry.objects.filter(record_type=kind)
    own = PublicBits.objects.exclude(dimension__in=dimensions_told_of(kind))
    last, _place = record_sets.place_of(entries.aggregate(last=Max("record_pk"))["last"] or 0)
    last = max(last, own.filter(kind=kind).aggregate(last=Max("chunk"))["last"] or 0)
    for chunk in range(last + 1):
        first = chunk << record_sets.CHUNK_BITS
        with transaction.atomic():
            take_turn()
            within = entries.filter(record_pk__gte=first, record_pk__lt=first + record_sets.CHUNK)
            values = within.values_list("record_pk", "facets").iterator()
            own.lay(kind, chunk, ((pk, read_keys(text)) for pk, text in values))
