"""`updated_at` becomes what the list of changes tells: since when readers see a record as it is."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import Case, F, When

RECORDS = (
    "commitment",
    "event",
    "organisation",
    "person",
    "post",
    "programme",
    "source",
    "statement",
)


def fill(apps, schema_editor):
    appeared = Case(When(go_live_at__gt=F("published_at"), then="go_live_at"), default="published_at")
    for name in RECORDS:
        rows = apps.get_model("cooperation", name).objects.filter(state="published")
        rows.filter(published_at__isnull=False).update(updated_at=appeared)


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0017_commitments_looked_for")]

    operations = [
        *(
            migrations.AlterField(
                model_name=name,
                name="updated_at",
                field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
            )
            for name in RECORDS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
