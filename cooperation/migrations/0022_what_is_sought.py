"""What editors look for, folded; and by which version of the folding what is kept was made."""

from django.db import migrations, models

from cooperation.models.derived import DerivedTextField
from cooperation.rules.sought import sought_text

SOURCES = {
    "commitment": ("title_en", "title_km", "text_en", "text_km"),
    "event": ("title_en", "title_km"),
    "organisation": ("name_en", "name_km", "acronym"),
    "othername": ("name",),
    "person": ("name_en", "name_km", "sort_name"),
    "post": ("label_en", "label_km", "area_en", "area_km"),
    "programme": ("title_en", "title_km", "acronym", "iati_identifier"),
    "source": ("title_en", "title_km", "publisher", "author", "url"),
    "statement": ("text_en", "text_km"),
}
BATCH = 200


def fill(apps, schema_editor):
    for name, columns in SOURCES.items():
        rows = apps.get_model("cooperation", name)._default_manager
        last = None
        while batch := _after(rows.order_by("pk").only("pk", *columns), last):
            for row in batch:
                row.sought = sought_text(*(getattr(row, column) for column in columns))
            rows.bulk_update(batch, ["sought"])
            last = batch[-1].pk


def _after(rows, last):
    return list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0021_time_zones_have_a_name")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="sought",
                field=DerivedTextField(blank=True, editable=False, null=True),
            )
            for name in SOURCES
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="folding",
                field=models.PositiveSmallIntegerField(default=0),
            )
            for name in ("namekey", "searchentry")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
