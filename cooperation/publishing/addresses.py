"""Slugs: made where the editor gives none, and kept working after a change."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.models import OldSlug, Revision
from cooperation.models.base import Record
from cooperation.publishing.errors import InvalidRecord

LENGTH = 80


def fill_slug(record: Record) -> None:
    """Give a record without a slug one made from its English name, unique among its kind."""
    if record.slug:
        return
    name = getattr(record, f"{record.name_field}_en")
    stem = slugify(name)[:LENGTH].strip("-") or f"{record._meta.model_name}-{record.uid.hex[:8]}"
    taken = set(
        type(record)
        ._default_manager.filter(slug__startswith=stem)
        .exclude(pk=record.pk)
        .values_list("slug", flat=True)
    )
    old = OldSlug.objects.filter(record_type=record._meta.model_name, slug__startswith=stem)
    taken.update(old.exclude(record_uid=record.uid).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    record.slug = slug


def keep_old_slug(record: Record, last: Revision | None) -> None:
    """Make the slug of the last revision lead to the record, if it has another one now.

    Where that is another record's by now, it leads there. Raises InvalidRecord if the new slug
    was once another record's.
    """
    kind = record._meta.model_name
    old = OldSlug.objects.filter(record_type=kind, slug=record.slug).first()
    if old is not None:
        if old.record_uid != record.uid:
            raise InvalidRecord(
                _("The address “%(slug)s” was another record's. Choose another.")
                % {"slug": record.slug}
            )
        old.delete()
    before = last.content["fields"].get("slug") if last else None
    if before in (None, "", record.slug):
        return
    if not type(record)._default_manager.filter(slug=before).exists():
        OldSlug.objects.get_or_create(
            record_type=kind, slug=before, defaults={"record_uid": record.uid}
        )
