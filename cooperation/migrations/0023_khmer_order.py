"""Names as Khmer lists are ordered by them: the Khmer one, else the English one."""

from django.db import migrations, models
from django.db.models import Case, F, When

from cooperation.models.derived import DerivedTextField

# The Khmer name, and what stands for it where there is none.
SOURCES = {
    "commitment": ("title_km", "title_en"),
    "event": ("title_km", "title_en"),
    "organisation": ("name_km", "name_en"),
    "person": ("name_km", "sort_name"),
    "post": ("label_km", "label_en"),
    "programme": ("title_km", "title_en"),
    "source": ("title_km", "title_en"),
}
INDEXES = {
    "organisation": "organisation_by_khmer_name",
    "person": "person_by_khmer_name",
    "post": "post_by_khmer_label",
}


def fill(apps, schema_editor):
    for name, (khmer, english) in SOURCES.items():
        rows = apps.get_model("cooperation", name)._default_manager
        rows.update(khmer_order=Case(When(**{khmer: ""}, then=F(english)), default=F(khmer)))


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0022_what_is_sought")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="khmer_order",
                field=DerivedTextField(blank=True, editable=False, null=True),
            )
            for name in SOURCES
        ),
        *(
            migrations.AddIndex(
                model_name=name,
                index=models.Index(fields=["state", "khmer_order", "id"], name=index),
            )
            for name, index in INDEXES.items()
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
