"""A number for the last change of each record, term and place, in the order of the changes."""

from django.db import migrations, models
from django.db.models import Max, Q
from django.utils import timezone

STEP = 1000


def number(apps, schema_editor):
    now = timezone.now()
    model = {name: apps.get_model("cooperation", name) for name in NAMES}
    begun = Q(go_live_at__isnull=True) | Q(go_live_at__lte=now)
    entries = model["SearchEntry"].objects.filter(begun)
    rows = [
        (max(public_at, expire_at) if expire_at and expire_at <= now else public_at, kind, uid, now)
        for kind, uid, public_at, expire_at in entries.values_list(
            "record_type", "record_uid", "public_at", "expire_at"
        )
    ]
    gone = model["Withdrawn"].objects.values_list("at", "record_type", "record_uid")
    rows += [(*row, now) for row in gone]
    for kind in ("term", "place"):
        uids = model[kind].objects.values_list("uid", flat=True)
        kept = model["Revision"].objects.filter(record_type=kind).order_by()
        last = dict(kept.values_list("record_uid").annotate(Max("at")))
        rows += [(moment, kind, uid, moment) for uid in uids for moment in [last.get(uid, now)]]
    newest = {}
    for _moment, kind, uid, given_at in sorted(rows):
        # What was withdrawn and waits in the index again may stand there twice: its last counts.
        newest.pop(uid, None)
        newest[uid] = {"record_type": kind, "record_uid": uid, "given_at": given_at}
    numbers = [
        model["ChangeNumber"](sequence=place, **row)
        for place, row in enumerate(newest.values(), 1)
    ]
    model["ChangeNumber"].objects.bulk_create(numbers, batch_size=STEP)
    present = model["Generation"].objects.filter(pk=1)
    if numbers and not present.update(sequence=len(numbers)):
        model["Generation"].objects.create(pk=1, changed_at=now, sequence=len(numbers))


NAMES = ("SearchEntry", "Withdrawn", "Revision", "Generation", "ChangeNumber", "term", "place")


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0025_public_store")]

    operations = [
        migrations.AddField(
            model_name="generation",
            name="sequence",
            field=models.BigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="ChangeNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=40)),
                ("record_uid", models.UUIDField(unique=True)),
                ("sequence", models.BigIntegerField(unique=True)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["record_type", "sequence"], name="change_number_of_kind")
                ],
            },
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
