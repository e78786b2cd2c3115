"""What the register notes of records: for each constraint a row it refuses, and what is read."""

from uuid import UUID, uuid4

from cooperation.models import (
    Draft,
    ImportBatch,
    ImportRecord,
    LikelyPair,
    Merge,
    OldSlug,
    PublicBits,
    Report,
    Revision,
    SearchEntry,
)
from cooperation.vocabulary.workflow import Pending
from tests import factories
from tests.models.rows import NOON


def report(**values: object) -> Report:
    return Report(
        record_uid=uuid4(), record_type="event", title="A", text="B", at=NOON, page="C", **values
    )


def draft(**values: object) -> Draft:
    record = factories.make_event()
    revision = Revision.objects.filter(record_uid=record.uid).latest("id")
    named = {"record_type": "event", "record_uid": record.uid, "revision": revision}
    return Draft(**named, changed_at=NOON, **values)


def old_slug_again() -> OldSlug:
    first = factories.make_event()
    OldSlug.objects.create(record_type="event", slug="before", record_uid=first.uid)
    return OldSlug(record_type="event", slug="before", record_uid=factories.make_event().uid)


def import_batch(**fields) -> ImportBatch:
    by = factories.make_user()
    given = {"made_at": factories.AT, "changed_at": factories.AT} | fields
    return ImportBatch(table="events", file_name="table.csv", columns=["slug"], by=by, **given)


def import_record_again() -> ImportRecord:
    batch = import_batch()
    batch.save()
    rows = [[2, {"slug": "a"}]]
    ImportRecord.objects.create(batch=batch, number=1, rows=rows)
    return ImportRecord(
        batch=batch, number=1, rows=rows, changes=rows, faults=rows, record_uid=batch.uid, seen=1
    )


def merged_again() -> Merge:
    kept, merged = factories.make_person(), factories.make_person()
    uids = {"record_type": "person", "kept_uid": kept.uid, "merged_uid": merged.uid}
    revision = Revision.objects.filter(record_uid=merged.uid).first()
    Merge.objects.create(**uids, revision=revision, at=NOON)
    return Merge(**uids, revision=revision, changes=[{}], old_slugs=["one"], at=NOON)


def pair(one: int, other: int) -> LikelyPair:
    uids = {"one": UUID(int=one), "other": UUID(int=other)}
    return LikelyPair(record_type="person", reason="same", degree=1, **uids)


def pair_again() -> LikelyPair:
    pair(1, 2).save()
    return pair(1, 2)


def bits_again() -> PublicBits:
    own = {"kind": "event", "dimension": "all", "value": "", "chunk": 0, "bits": b"", "change": 1}
    PublicBits.objects.create(**own)
    return PublicBits(**own)


def entry_again() -> SearchEntry:
    indexed = factories.make_event()
    entry = SearchEntry.objects.get(record_type="event", record_pk=indexed.pk)
    entry.pk, entry.record_uid, entry._state.adding = entry.pk + 1, uuid4(), True
    entry.names = entry.text = entry.facets = "a"
    return entry


REFUSED = {
    "old_slug_leads_to_one_record": (
        old_slug_again,
        "Old slug with this Record type and Slug already exists.",
    ),
    "merge_leads_into_one_record": (
        merged_again,
        "The record is merged into another already.",
    ),
    "likely_pair_is_kept_once": (pair_again, "This pair is known already."),
    "likely_pair_stands_in_order": (
        lambda: pair(2, 1),
        "A pair is two records, in the order of their ids.",
    ),
    "report_state_is_known": (
        lambda: report(state="forgotten"),
        "Value 'forgotten' is not a valid choice.",
    ),
    "report_keeps_a_contact_only_while_it_is_open": (
        lambda: report(state="accepted", contact="someone"),
        "The contact goes when a report is closed.",
    ),
    "draft_state_is_known": (
        lambda: draft(state="forgotten"),
        "Value 'forgotten' is not a valid choice.",
    ),
    "draft_is_scheduled_for_a_moment": (
        lambda: draft(state=Pending.SCHEDULED),
        "A scheduled draft needs the moment at which it appears.",
    ),
    "import_batch_state_is_known": (
        lambda: import_batch(state="forgotten"),
        "Value 'forgotten' is not a valid choice.",
    ),
    "import_record_has_its_place_in_the_batch": (
        import_record_again,
        "Import record with this Batch and Number already exists.",
    ),
    "public_bits_once_for_each_value": (
        bits_again,
        "Public bits with this Kind, Dimension, Value and Chunk already exists.",
    ),
    "search_entry_once_for_each_record": (
        entry_again,
        "Search entry with this Record type and Record pk already exists.",
    ),
}
