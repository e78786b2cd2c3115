from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def let_administrators_redact(apps, schema_editor):
    config = apps.get_app_config("cooperation")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="administrator")
    Permission = apps.get_model("auth", "Permission")
    group.permissions.add(Permission.objects.get(codename="redact_revision"))


def leave_it_to_nobody(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(codename="redact_revision").delete()


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0003_drafts")]
    operations = [
        migrations.AlterModelOptions(
            name="revision",
            options={
                "default_permissions": ("view", "redact"),
                "ordering": ("-id",),
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="is_reason_public",
            field=models.BooleanField(
                default=False,
                help_text="Where what changed is told to the public, the reason is told with it.",
                verbose_name="readers see the reason",
            ),
        ),
        migrations.RunPython(let_administrators_redact, leave_it_to_nobody),
    ]
