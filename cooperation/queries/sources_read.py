"""Which sources the register has read so far: how far "no later report" reaches."""

from dataclasses import dataclass

from django.db.models import Count, F, Window

from cooperation.models import Source
from cooperation.queries import generation
from cooperation.queries.generation import Present


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """How many public sources there are, and the newest date of publication that is known.

    `newest` is an uncertain date, "" where none is known.
    """

    count: int = 0
    newest: str = ""


def sources_read(state: Present) -> SourcesRead:
    """Return what was read, in the whole register; it is asked once for each state of that."""
    return generation.kept(("sources read", state.key), _read)


def _read() -> SourcesRead:
    newest_first = F("published_latest").desc(nulls_last=True), F("published_earliest").desc()
    rows = Source.objects.published().annotate(count=Window(Count("pk"))).order_by(*newest_first)
    return SourcesRead(*rows.values_list("count", "published").first() or ())
