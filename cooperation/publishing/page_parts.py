"""The parts of records that their pages show."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator

from cooperation.models.base import Part, Record
from cooperation.models.owned import owned_parts
from cooperation.publishing.readiness import outlasts
from cooperation.vocabulary.workflow import State


def parts_on_page(
    model: type[Record],
    records: Collection[Record],
    kinds: Collection[type[Part]],
    *,
    at: dt.datetime,
) -> dict[int, list[Part]]:
    """Return parts of these kinds by the ids of their records, in order.

    A page leaves out a part that names what cannot be seen whenever its record can.
    """
    owners = {record.pk: record for record in records}
    found: dict[int, list[Part]] = defaultdict(list)
    for part, owner in owned_parts(model, list(owners)):
        if part not in kinds:
            continue
        rows = part.objects.filter(**{f"{owner}__in": list(owners)})
        named = list(_named(part))
        rows = rows.prefetch_related(*(field.name for field in part._meta.many_to_many))
        # With no name at all everything would be joined.
        for row in rows.select_related(*named or (None,)).order_by("position", "pk"):
            pk = getattr(row, f"{owner}_id")
            if all(_is_seen(getattr(row, name), owners[pk], at) for name in named):
                found[pk].append(row)
    return found


def _named(part: type[Part]) -> Iterator[str]:
    for key in part._meta.fields:
        target = key.related_model
        if target is not None and issubclass(target, Record) and key.name not in part.owner_fields:
            yield key.name


def _is_seen(named: Record | None, record: Record, at: dt.datetime) -> bool:
    return named is None or (named.state == State.PUBLISHED and outlasts(named, record, at))
