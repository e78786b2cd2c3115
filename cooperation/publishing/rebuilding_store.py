"""Makes anew what the store holds: everything, or what no longer holds."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q

from cooperation.documents.making import version
from cooperation.kinds.registry import public_id
from cooperation.models import PublicDocument, PublicRecord
from cooperation.models.base import Record, record_models
from cooperation.publishing import generation
from cooperation.publishing.isolation import Failure, note_failure
from cooperation.publishing.store import STEP, published_of, take_ids, write_published
from cooperation.publishing.turns import take_turn
from cooperation.vocabulary.workflow import State


def rebuild_store(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Write everything anew, a few records at a time; give how many were, after each step.

    A record of which no document can be made stays as it was, and is given as a failure. Each step
    is a transaction of its own: others may read and publish between them.
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
                kept = PublicRecord.objects.filter(kind=model._meta.model_name, record_pk__gt=last)
                known = set(kept.filter(**upto).values_list("record_pk", flat=True))
                failures = list(_write_each(model, sorted({*pks, *known}), at=at))
            yield from failures
            if not pks:
                break
            last = pks[-1]
            yield len(pks) - len(failures)
    generation.renew_generation(at)


def renew_past(*, at: dt.datetime) -> Iterator[int | Failure]:
    """Make documents anew that no longer hold; give how many were, after each step."""
    for model in record_models():
        of_kind = PublicDocument.objects.filter(record__kind=model._meta.model_name)
        past = of_kind.filter(Q(until__lte=at) | ~Q(version=version()))
        last = 0
        while True:
            with transaction.atomic():
                found = past.filter(record__record_pk__gt=last).order_by("record__record_pk")
                pks = list(found.values_list("record__record_pk", flat=True)[:STEP])
                if not pks:
                    break
                locked = model.objects.select_for_update(of=("self",)).filter(pk__in=pks)
                list(locked.values_list("pk"))
                take_turn()
                failures = list(_write_each(model, pks, at=at))
            yield from failures
            last = pks[-1]
            yield len(pks) - len(failures)


def is_store_complete() -> bool:
    """Tell whether each published record has its rows, made as they would be today."""
    published = sum(
        model.objects.filter(state=State.PUBLISHED).count() for model in record_models()
    )
    made = PublicDocument.objects.filter(version=version(), record__version=version())
    return made.count() == published


def _write_each(model: type[Record], pks: Sequence[int], *, at: dt.datetime) -> Iterator[Failure]:
    """Write the rows anew: all together, or one by one where one of them is in the way."""
    try:
        with transaction.atomic():
            published = published_of(model, pks)
            take_ids([public_id(model, pk) for pk in pks if pk not in published])
            write_published(model, published, at=at)
    except Exception as error:
        if len(pks) == 1:
            yield note_failure(f"{model._meta.model_name} {pks[0]}", error)
        else:
            for pk in pks:
                yield from _write_each(model, [pk], at=at)
