"""Who pays for the programmes that an event is linked to."""

from dataclasses import replace

from django.db import models

from cooperation.documents.loading import Loader, Reference
from cooperation.documents.parts import Collection, Rows, by_owner, public_parts
from cooperation.kinds.programme import FUNDER
from cooperation.models import Programme, ProgrammeOrganisation
from cooperation.vocabulary.programme import FUNDING


def with_funders(links: Collection) -> Collection:
    """Return the collection of links whose rows tell the `funders` of a linked programme."""

    def read(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        shown = links.read(queryset, pk, loader)
        programmes = {row["uid"]: row["record"].pk for row in shown if _is_programme(row["record"])}
        rows = public_parts(ProgrammeOrganisation).filter(
            programme__in=Programme.objects.published().filter(pk__in=programmes.values()),
            role__code=FUNDING,
        )
        funders = by_owner(rows, FUNDER, "programme", loader)
        for row in shown:
            row["funders"] = funders.get(programmes.get(row["uid"], 0), [])
        return shown

    return replace(links, read=read)


def _is_programme(record: object) -> bool:
    return isinstance(record, Reference) and record.model is Programme
