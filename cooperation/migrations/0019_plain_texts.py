"""Takes control and direction characters out of texts, in the rows and in what was stored of them.

A revision holds a text as its row does: both are folded alike, so that each record still stands as
its last revision says and no waiting draft differs from what is live by more than its author wrote.
"""

import uuid

from django.db import IntegrityError, migrations, models, transaction

from cooperation.rules import locators
from cooperation.rules.plain_text import one_line, several_lines

# They hold no text that people write, or are made anew from what does.
OTHERS = {
    *("draft.record_type", "preview.html"),
    *("facetbits", "likelypair", "namekey", "searchentry", "searchname", "searchspelling"),
    *("searchword", "tablestatistics"),
}
BATCH = 500


def mend(apps, schema_editor):
    folds = {
        model._meta.model_name: found
        for model in apps.get_app_config("cooperation").get_models()
        if (found := _folds(model))
    }
    left = set()
    is_changed = False
    for kind, found in folds.items():
        model = apps.get_model("cooperation", kind)
        key = "uid" if _has(model, "uid") else "pk"
        rows = model._default_manager.order_by("pk").values_list("pk", key, *found)
        for pk, name, *values in rows.iterator(chunk_size=BATCH):
            changed = _folded(dict(zip(found, values, strict=True)), found)
            if not changed:
                continue
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=pk).update(**changed | _derived(kind, changed))
                is_changed = True
            except IntegrityError:
                # Folded, its code would be that of another: whoever saves it next is told so.
                left.add(str(name))
    _mend_contents(apps.get_model("cooperation", "Revision"), folds, left)
    if is_changed:
        apps.get_model("cooperation", "Generation").objects.update(token=uuid.uuid4())


def _folds(model):
    """Return how each text column of a kind of row is folded, by its name."""
    kind = model._meta.model_name
    return {
        field.name: several_lines if isinstance(field, models.TextField) else one_line
        for field in model._meta.local_fields
        if type(field) in (models.CharField, models.TextField, models.URLField)
        and not field.choices
        and not {kind, f"{kind}.{field.name}"} & OTHERS
    }


def _has(model, name):
    return any(field.name == name for field in model._meta.local_fields)


def _folded(values, folds):
    """Return those of the values that folding changes, folded."""
    texts = ((name, values[name]) for name in folds if isinstance(values.get(name), str))
    return {name: folded for name, text in texts if (folded := folds[name](text)) != text}


def _derived(kind, changed):
    if kind != "citation" or "locator" not in changed:
        return {}
    locator = changed["locator"]
    return {
        "locator_first": locators.first_number(locator),
        "locator_last": locators.last_number(locator),
    }


def _mend_contents(revisions, folds, left):
    kept = revisions.objects.order_by("pk").only("record_type", "record_uid", "content")
    for revision in kept.iterator(chunk_size=BATCH):
        rows = [(revision.record_type, str(revision.record_uid), revision.content)]
        for kind, parts in revision.content.get("parts", {}).items():
            rows += [(kind, part["id"], part) for part in parts]
        is_changed = False
        for kind, name, row in rows:
            fields = row.get("fields", {})
            changed = {} if name in left else _folded(fields, folds.get(kind, {}))
            fields.update(changed)
            is_changed = is_changed or bool(changed)
        if is_changed:
            revisions.objects.filter(pk=revision.pk).update(content=revision.content)


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0018_updated_as_readers_see_it")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
