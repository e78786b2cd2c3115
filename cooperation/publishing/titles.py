"""Whose title a record has: ours, until a source gives it one."""

from django.db import models

from cooperation.models import Citation
from cooperation.models.base import part_models
from cooperation.vocabulary.source import Stance

FLAG = "title_supplied"
NAMES = ("title", "title_en", "title_km")


def yield_to_source(record: models.Model) -> None:
    """Take the mark “title is ours” from a record of which a source is cited for the title.

    The mark goes in the row itself, whoever set it; a source that differs takes nothing away.
    """
    if not getattr(record, FLAG, False):
        return
    owner = next(key for part, key in part_models(type(record)) if part is Citation)  # type: ignore[arg-type]
    cited = Citation.objects.filter(**{owner: record}, part__isnull=True, field__in=NAMES)
    if cited.filter(stance=Stance.SUPPORTS).exists():
        setattr(record, FLAG, False)
        record.save(update_fields=[FLAG])
