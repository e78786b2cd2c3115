"""The three groups of editors, each with the permissions it starts with."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VERBS = {
    "contributor": ("add", "change", "view"),
    "publisher": ("add", "change", "view", "delete", "publish", "archive"),
    "administrator": ("add", "change", "view", "delete", "publish", "archive"),
}
# Lists that only label are extended, and accounts are kept, by administrators.
RESERVED = {"scheme", "term", "place", "user"}
READ_BY_ALL = {"scheme", "term", "place"}


def make_groups(apps, schema_editor):
    config = apps.get_app_config("cooperation")
    # Permissions are otherwise made only after the last migration has run.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, verbs in VERBS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *(
                permission
                for permission in Permission.objects.filter(
                    content_type__app_label="cooperation"
                ).select_related("content_type")
                if may_start_with(name, verbs, permission)
            )
        )


def may_start_with(group, verbs, permission):
    verb, model = permission.codename.split("_", 1)
    if model in RESERVED and group != "administrator":
        return model in READ_BY_ALL and verb == "view"
    return verb in verbs


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=VERBS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0001_the_register"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
