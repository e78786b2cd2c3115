"""Since when readers could see a version; filled for what is kept already."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F

RECORDS = (
    "source",
    "post",
    "person",
    "organisation",
    "programme",
    "commitment",
    "statement",
    "event",
)


def fill(apps, schema_editor):
    Revision = apps.get_model("cooperation", "Revision")
    Merge = apps.get_model("cooperation", "Merge")
    kept = Revision.objects.filter(record_type__in=RECORDS, is_pending=False)
    # The last of a record that goes is kept as it goes: nobody sees that one.
    seen = kept.exclude(action="delete").exclude(pk__in=Merge.objects.values("revision"))
    seen.filter(is_public=True).update(seen_from=F("at"))
    # What was published to appear later: unless something took its place before that.
    ahead = seen.filter(is_public=False).exclude(action="import")
    for revision in ahead.iterator(chunk_size=500):
        fields = revision.content["fields"]
        moment = fields.get("state") == "published" and fields.get("go_live_at")
        if not moment:
            continue
        moment = dt.datetime.fromisoformat(moment)
        later = kept.filter(record_uid=revision.record_uid, id__gt=revision.id, at__lt=moment)
        if moment > revision.at and not later.exists():
            revision.seen_from = moment
            revision.save(update_fields=["seen_from"])


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0012_facets")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="seen_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when readers could see this; empty if they never could.",
                null=True,
                verbose_name="seen from",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("seen_from__isnull", False)),
                fields=["-seen_from", "-id"],
                name="revision_seen",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
