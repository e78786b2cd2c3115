import django.db.models.deletion
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

VERBS = {
    "contributor": ("view",),
    "publisher": ("view", "change"),
    "administrator": ("view", "change"),
}


def let_editors_read_and_publishers_close(apps, schema_editor):
    config = apps.get_app_config("cooperation")
    # Permissions are otherwise made only after the last migration has run.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, verbs in VERBS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        codenames = [f"{verb}_report" for verb in verbs]
        group.permissions.add(*Permission.objects.filter(codename__in=codenames))


def leave_it_to_nobody(apps, schema_editor):
    codenames = ("view_report", "change_report")
    apps.get_model("auth", "Permission").objects.filter(codename__in=codenames).delete()



class Migration(migrations.Migration):

    dependencies = [
        ('cooperation', '0013_seen_from'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=40, verbose_name='record type')),
                ('record_uid', models.UUIDField(verbose_name='record')),
                ('title', models.CharField(max_length=300, verbose_name='record')),
                ('page', models.CharField(max_length=500, verbose_name='page')),
                ('text', models.TextField(verbose_name='what is wrong')),
                ('evidence', models.CharField(blank=True, max_length=500, verbose_name='where one can check it')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('state', models.CharField(choices=[('new', 'New'), ('accepted', 'Accepted'), ('refused', 'Refused')], db_index=True, default='new', max_length=10, verbose_name='state')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
            ],
            options={
                'verbose_name': 'report from a reader',
                'verbose_name_plural': 'reports from readers',
                'ordering': ('-id',),
                'default_permissions': ('view', 'change'),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new', 'accepted', 'refused'])), name='report_state_is_known', violation_error_message='The state must be new, accepted or refused.'), models.CheckConstraint(condition=models.Q(('state', 'new'), ('contact', ''), _connector='OR'), name='report_keeps_a_contact_only_while_it_is_open', violation_error_message='The contact goes when a report is closed.')],
            },
        ),
        migrations.RunPython(let_editors_read_and_publishers_close, leave_it_to_nobody),
    ]
