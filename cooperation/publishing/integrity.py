"""What must hold of a record as a whole, beyond what a column or constraint can say."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cooperation.models import Citation, PlanItem, Programme
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.wholes import Whole


def check_integrity(record: models.Model) -> None:
    """Raise InvalidRecord if the record lies within itself, or its plan does not hang together."""
    seen, ancestor = {record.pk}, getattr(record, "parent", None)
    while ancestor is not None:
        if ancestor.pk in seen:
            raise InvalidRecord(
                _("%(record)s would lie within itself by way of %(ancestor)s.")
                % {"record": record, "ancestor": ancestor}
            )
        seen.add(ancestor.pk)
        ancestor = ancestor.parent
    if isinstance(record, Programme):
        _check_plan(record)


def drop_stray_citations(whole: Whole) -> None:
    """Delete citations of parts that are gone: a citation's part is an id, not a key."""
    citations: Any = whole.parts.get(Citation, [])
    there = {
        None,
        *(row.pk for part, rows in whole.parts.items() for row in rows if part != Citation),
    }
    stray = {citation.pk for citation in citations if citation.part not in there}
    if stray:
        Citation.objects.filter(pk__in=stray).delete()
        whole.take_out(Citation, stray)


def _check_plan(programme: Programme) -> None:
    items = {item.pk: item for item in PlanItem.objects.filter(programme=programme)}
    for item in items.values():
        if item.parent_id is not None and item.parent_id not in items:
            raise InvalidRecord(
                _("The plan item “%(item)s” lies under an item of another programme.")
                % {"item": item}
            )
        if _leads_back(item, items):
            raise InvalidRecord(_("The plan item “%(item)s” lies under itself.") % {"item": item})


def _leads_back(item: PlanItem, items: Mapping[Any, PlanItem]) -> bool:
    seen = set()
    while item.parent_id is not None and item.pk not in seen:
        seen.add(item.pk)
        item = items[item.parent_id]
    return item.pk in seen
