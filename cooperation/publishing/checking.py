"""Compares what stands in the database with what its last revision says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models

from cooperation.models import Draft, OldSlug, Place, Revision, Scheme, Term
from cooperation.models.base import Part, Record, part_models, record_models
from cooperation.models.content import Content
from cooperation.publishing.isolation import note_failure
from cooperation.publishing.revisions import last_revisions, take_snapshots
from cooperation.vocabulary.workflow import State

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that some route changed without a revision."""

    record: str
    place: str
    in_revision: Any
    in_database: Any

    def __str__(self) -> str:
        return f"{self.record}: {self.place} is {self.in_database!r}, was {self.in_revision!r}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A draft or an old address that does not stand to its record as it should."""

    record: str
    message: str

    def __str__(self) -> str:
        return f"{self.record}: {self.message}"


def find_differences() -> Iterator[Difference | Fault]:
    """Give each difference between a record and its last revision, over the whole register.

    Terms, places and schemes are records here, drafts and old addresses are looked at too. The
    number of queries grows with the number of batches, not with that of the records.
    """
    used = _with_rows()
    for model in (*record_models(), Scheme, Term, Place):
        if model in used:
            parts = [part for part, _owner in part_models(model) if part in used]  # type: ignore[arg-type]
            for pks in _batches(model):
                yield from _of_each(model, pks, parts)
    if Draft in used:
        for pks in _batches(Draft):
            yield from _of_drafts(Draft.objects.filter(pk__in=pks))
    if OldSlug in used:
        yield from _of_old_slugs()


def _with_rows() -> set[type[models.Model]]:
    """Return the kinds of row that there are at all."""
    kinds = {
        model._meta.db_table: model
        for model in apps.get_app_config("cooperation").get_models()
        if issubclass(model, Record | Part | Scheme | Term | Place | Draft | OldSlug)
    }
    quoted = ((table, connection.ops.quote_name(table)) for table in kinds)
    looks = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in quoted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return {kinds[table] for (table,) in cursor.fetchall()}


def _batches(model: type[models.Model]) -> Iterator[list[int]]:
    pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]


def _of_each(
    model: type[models.Model], pks: list[int], parts: list[Any]
) -> Iterator[Difference | Fault]:
    """Compare records: all together, or one by one where one of them cannot be read."""
    try:
        yield from list(_of_batch(model, take_snapshots(model, pks, parts=parts)))
    except DatabaseError:
        raise
    except Exception as error:
        if len(pks) > 1:
            for pk in pks:
                yield from _of_each(model, [pk], parts)
        else:
            failure = note_failure(f"{model._meta.model_name} {pks[0]}", error)
            yield Fault(failure.item, f"it cannot be read ({failure.error})")


def _of_batch(
    model: type[models.Model], contents: dict[int, Content]
) -> Iterator[Difference | Fault]:
    last = last_revisions([content["fields"]["uid"] for content in contents.values()])
    for content in contents.values():
        fields = content["fields"]
        name = f"{model._meta.model_name} {fields.get('slug') or fields.get('code')}"
        revision = last.get(fields["uid"])
        if revision is None:
            yield Difference(name, "the record", None, "without any revision")
        else:
            yield from _compare(name, "", revision.content, content)


def _of_drafts(drafts: models.QuerySet[Draft]) -> Iterator[Fault]:
    """A draft waits beside a public record, or says what the rows of another hold."""
    found = list(drafts.select_related("revision", "base"))
    last = last_revisions([draft.record_uid for draft in found])
    states: dict[str, str] = {}
    for kind in {draft.record_type for draft in found}:
        rows = apps.get_model("cooperation", kind)._default_manager
        of_kind = rows.filter(uid__in=[d.record_uid for d in found if d.record_type == kind])
        states |= {str(uid): state for uid, state in of_kind.values_list("uid", "state")}
    for draft in found:
        for message in _faults(draft, states, last):
            yield Fault(f"draft of {draft.record_type} “{draft.revision.title}”", message)


def _faults(draft: Draft, states: dict[str, str], last: dict[str, Revision]) -> Iterator[str]:
    uid = str(draft.record_uid)
    state, revision = states.get(uid), draft.revision
    of = {held.record_uid for held in (revision, draft.base) if held is not None}
    waits = revision.is_pending
    faults = {
        "there is no such record": state is None,
        "it holds a revision of another record": of != {draft.record_uid},
        "the record is public, but nothing waits beside it": state == State.PUBLISHED and not waits,
        "it waits beside a record that was never public": state == State.DRAFT and waits,
        "it is not what the rows hold": not waits and last.get(uid, revision) != revision,
    }
    return (text for text, is_so in faults.items() if is_so)


def _of_old_slugs() -> Iterator[Fault]:
    for model in record_models():
        kind = model._meta.model_name
        old = OldSlug.objects.filter(record_type=kind)
        for slug in old.filter(slug__in=model.objects.values("slug")).values_list(
            "slug", flat=True
        ):
            yield Fault(f"{kind} {slug}", "its address leads elsewhere, as another's old one")
    known = Revision.objects.values("record_uid")
    for old_slug in OldSlug.objects.exclude(record_uid__in=known):
        yield Fault(str(old_slug), "the old address leads to a record without any revision")


def _compare(record: str, place: str, before: Any, now: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            inner = f"{place}.{key}" if place else key
            yield from _compare(record, inner, before.get(key), now.get(key))
    elif _parts(before) and _parts(now):
        yield from _compare(record, place, _by_id(before), _by_id(now))
    elif before != now:
        yield Difference(record, place, before, now)


def _parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _by_id(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {part["id"]: part for part in parts}
