"""Who pays for the programmes that an event is linked to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import models

from cooperation.documents.loading import Loader, Reference
from cooperation.documents.parts import Collection, Rows, by_owner, public_parts
from cooperation.kinds.programme import FUNDER
from cooperation.models import Programme, ProgrammeOrganisation
from cooperation.vocabulary.programme import FUNDING


def with_funders(links: Collection) -> Collection:
    """Return the collection of links whose rows tell the `funders` of a linked programme."""
    of_links = links.of_many
    assert of_links is not None

    def read(queryset: models.QuerySet, pk: int, loader: Loader) -> Rows:
        shown = links.read(queryset, pk, loader)
        _add_funders(shown, loader)
        return shown

    def of_many(pks: Iterable[int], loader: Loader) -> Mapping[int, Rows]:
        found = of_links(pks, loader)
        _add_funders([row for rows in found.values() for row in rows], loader)
        return found

    return replace(links, read=read, of_many=of_many)


def _add_funders(links: Rows, loader: Loader) -> None:
    programmes = {row["record"].pk for row in links if _is_programme(row["record"])}
    rows = public_parts(ProgrammeOrganisation).filter(
        programme__in=Programme.objects.published().filter(pk__in=programmes),
        role__code=FUNDING,
    )
    funders = by_owner(rows, FUNDER, "programme", loader)
    for row in links:
        of_programme = row["record"].pk if _is_programme(row["record"]) else 0
        row["funders"] = funders.get(of_programme, [])


def _is_programme(record: object) -> bool:
    return isinstance(record, Reference) and record.model is Programme
