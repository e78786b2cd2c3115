"""For each named constraint, a row that it refuses and what an editor reads then."""

import datetime as dt
from uuid import UUID, uuid4

from django.db import models

from cooperation.models import (
    Citation,
    Commitment,
    CommitmentParty,
    Document,
    Draft,
    Event,
    EventLink,
    FacetBits,
    Figure,
    Identifier,
    ImportBatch,
    ImportRecord,
    LikelyPair,
    Merge,
    OldSlug,
    OtherName,
    Participation,
    Picture,
    PlanItem,
    ProgrammeLink,
    ProgrammeOrganisation,
    RecordTerm,
    Report,
    Revision,
    SearchEntry,
    Source,
    Statement,
    StatementSpeaker,
    Term,
)
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.programme import ProgrammeLinkKind
from cooperation.vocabulary.source import Stance
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Pending
from tests import factories, files

NOON = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)
MAKE = {
    "programme": factories.make_programme,
    "event": factories.make_event,
    "organisation": factories.make_organisation,
    "post": factories.make_post,
    "person": factories.make_person,
    "statement": factories.make_statement,
    "commitment": factories.make_commitment,
    "source": factories.make_source,
}


def report(**values: object) -> Report:
    return Report(
        record_uid=uuid4(), record_type="event", title="A", text="B", at=NOON, page="C", **values
    )


def term(scheme: str = SchemeCode.THEME, code: str = "wages") -> Term:
    return factories.make_term(scheme=scheme, code=code)


def changed(record: models.Model, **values: object) -> models.Model:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def own_parent(record: models.Model) -> models.Model:
    return changed(record, parent=record)


def tag_again(owner: str) -> RecordTerm:
    record = MAKE[owner]()
    RecordTerm.objects.create(**{owner: record}, term=term())
    return RecordTerm(**{owner: record}, term=term())


def event(**values: object) -> Event:
    kind = term(SchemeCode.EVENT_KIND, "meeting")
    return Event(slug="another", title_en="Another", kind=kind, **values)


def source(**values: object) -> Source:
    kind = term(SchemeCode.SOURCE_KIND, "article")
    return Source(slug="another", title_en="Another", kind=kind, **values)


def draft(**values: object) -> Draft:
    record = factories.make_event()
    revision = Revision.objects.filter(record_uid=record.uid).latest("id")
    named = {"record_type": "event", "record_uid": record.uid, "revision": revision}
    return Draft(**named, changed_at=NOON, **values)


def commitment(**values: object) -> Commitment:
    kind = term(SchemeCode.COMMITMENT_KIND, "pledge")
    return Commitment(slug="another", title_en="Another", kind=kind, **values)


def partner(**values: object) -> ProgrammeOrganisation:
    return ProgrammeOrganisation(
        programme=factories.make_programme(),
        organisation=factories.make_organisation(),
        role=term(SchemeCode.PROGRAMME_ROLE, "funding"),
        **values,
    )


def figure(**values: object) -> Figure:
    measure = term(SchemeCode.MEASURE, "people")
    return Figure(measure=measure, **{"value": 1, "event": factories.make_event()} | values)


def identifier_again() -> Identifier:
    Identifier.objects.create(
        organisation=factories.make_organisation(), vocabulary="org-id", code="KH-1"
    )
    return Identifier(programme=factories.make_programme(), vocabulary="org-id", code="KH-1")


def citation(**values: object) -> Citation:
    return Citation(**{"source": factories.make_source(), "event": factories.make_event()} | values)


def linked_to_itself() -> EventLink:
    owner = factories.make_event()
    return EventLink(event=owner, to_event=owner, kind=EventLinkKind.FOLLOWS)


def programme_linked_to_itself() -> ProgrammeLink:
    owner = factories.make_programme()
    return ProgrammeLink(programme=owner, to_programme=owner, kind=ProgrammeLinkKind.FOLLOWS)


def participation() -> Participation:
    return Participation(event=factories.make_event(), role=term(SchemeCode.EVENT_ROLE, "speaker"))


def own_evidence() -> Citation:
    owner = factories.make_source()
    return Citation(citing_source=owner, source=owner)


def plan_item_under_itself() -> PlanItem:
    item = PlanItem.objects.create(
        programme=factories.make_programme(),
        kind=term(SchemeCode.PLAN_ITEM_KIND, "pillar"),
        text_en="Skills",
    )
    return own_parent(item)


def term_again() -> Term:
    return Term(scheme=term().scheme, code=term().code, label_en="Pay")


def term_ending_before_it_begins() -> Term:
    scheme = term().scheme
    ends = {"valid_from": dt.date(2026, 1, 2), "valid_to": dt.date(2026, 1, 1)}
    return Term(scheme=scheme, code="pay", label_en="Pay", **ends)


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


def facet_again() -> FacetBits:
    own = {"record_type": "event", "name": "all", "chunk": 0, "bits": b""}
    FacetBits.objects.create(**own)
    return FacetBits(**own)


def entry_again() -> SearchEntry:
    indexed = factories.make_event()
    entry = SearchEntry.objects.get(record_type="event", record_pk=indexed.pk)
    entry.pk, entry.record_uid, entry._state.adding = entry.pk + 1, uuid4(), True
    entry.names = entry.text = entry.facets = "a"
    return entry


def picture(**values: object) -> Picture:
    return files.picture(**{"event": factories.make_event()} | values)


def document(**values: object) -> Document:
    return files.document(**{"event": factories.make_event()} | values)


NAMES_SOMEONE = "Name a person, an organisation or both."
ONE_RECORD = "A part belongs to exactly one record."
TAGGED_ALREADY = "The record has this tag already."
UNDESCRIBED = "Say in English what the picture shows, or mark it as decorative; not both."
UNCREDITED = "This licence asks that the maker be named: add a credit."
NO_LICENCE = "Value 'none' is not a valid choice."

REFUSED = {
    **{
        f"{kind}_expires_after_it_goes_live": (
            lambda make=make: changed(make(), go_live_at=NOON, expire_at=NOON),
            "The record would expire before it goes live.",
        )
        for kind, make in MAKE.items()
    },
    **{
        f"{kind}_state_is_known": (
            lambda make=make: changed(make(), state="hidden"),
            "The state must be draft, published or archived.",
        )
        for kind, make in MAKE.items()
    },
    **{
        f"record_term_once_for_each_{owner}": (
            lambda owner=owner: tag_again(owner),
            TAGGED_ALREADY,
        )
        for owner in RecordTerm.owner_fields
    },
    "citation_belongs_to_one_record": (lambda: citation(event=None), ONE_RECORD),
    "other_name_belongs_to_one_record": (lambda: OtherName(name="A name"), ONE_RECORD),
    "identifier_belongs_to_one_record": (
        lambda: Identifier(vocabulary="org-id", code="KH-1"),
        ONE_RECORD,
    ),
    "record_term_belongs_to_one_record": (lambda: RecordTerm(term=term()), ONE_RECORD),
    "figure_belongs_to_one_record": (lambda: figure(event=None), ONE_RECORD),
    "picture_belongs_to_one_record": (lambda: picture(event=None), ONE_RECORD),
    "document_belongs_to_one_record": (lambda: document(event=None), ONE_RECORD),
    "picture_is_described_or_decorative": (lambda: picture(alt_en=""), UNDESCRIBED),
    "picture_credits_its_maker": (lambda: picture(credit=""), UNCREDITED),
    "document_credits_its_maker": (lambda: document(credit=""), UNCREDITED),
    "picture_licence_is_known": (lambda: picture(licence="none"), NO_LICENCE),
    "document_licence_is_known": (lambda: document(licence="none"), NO_LICENCE),
    "citation_that_differs_states_a_value": (
        lambda: citation(stance=Stance.DIFFERS),
        "A source that says something else needs its stated value, and only such a source has one.",
    ),
    "citation_of_a_source_is_not_by_itself": (own_evidence, "A source cannot be its own evidence."),
    "commitment_is_due_no_earlier_than_made": (
        lambda: commitment(made_on="2026-03", due="2026-02"),
        "The commitment would be due before it was made.",
    ),
    "commitment_party_names_someone": (
        lambda: CommitmentParty(commitment=factories.make_commitment()),
        NAMES_SOMEONE,
    ),
    "event_is_not_its_own_parent": (
        lambda: own_parent(factories.make_event()),
        "An event cannot be part of itself.",
    ),
    "event_end_time_follows_a_start_time": (
        lambda: event(end_time=dt.time(9)),
        "An end time needs a start time.",
    ),
    "event_time_has_a_time_zone": (
        lambda: event(start_time=dt.time(9)),
        "A time needs its time zone, such as Asia/Phnom_Penh.",
    ),
    "participation_names_someone": (participation, NAMES_SOMEONE),
    "event_link_leads_to_one_record": (
        lambda: EventLink(event=factories.make_event(), kind=EventLinkKind.FOLLOWS),
        "A link leads to one programme or to one event.",
    ),
    "event_link_leads_elsewhere": (linked_to_itself, "An event cannot be linked to itself."),
    "organisation_is_not_its_own_parent": (
        lambda: own_parent(factories.make_organisation()),
        "An organisation cannot be part of itself.",
    ),
    "place_is_not_its_own_parent": (
        lambda: own_parent(factories.make_place()),
        "A place cannot lie in itself.",
    ),
    "programme_is_not_its_own_parent": (
        lambda: own_parent(factories.make_programme()),
        "A programme cannot be part of itself.",
    ),
    "plan_item_is_not_its_own_parent": (
        plan_item_under_itself,
        "A plan item cannot lie under itself.",
    ),
    "programme_organisation_amount_has_a_currency": (
        lambda: partner(amount=5),
        "Give an amount with its currency, or neither.",
    ),
    "programme_link_leads_elsewhere": (
        programme_linked_to_itself,
        "A programme cannot be linked to itself.",
    ),
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
    "facet_bits_once_for_each_value": (
        facet_again,
        "Facet bits with this Record type, Name and Chunk already exists.",
    ),
    "search_entry_once_for_each_record": (
        entry_again,
        "Search entry with this Record type and Record pk already exists.",
    ),
    "identifier_names_one_record": (
        identifier_again,
        "Another record has this identifier already.",
    ),
    "record_term_significance_is_0_to_2": (
        lambda: RecordTerm(event=factories.make_event(), term=term(), significance=3),
        "The significance of a policy marker is 0, 1 or 2.",
    ),
    "figure_qualifier_is_known": (
        lambda: figure(qualifier="roughly"),
        "Value 'roughly' is not a valid choice.",
    ),
    "source_is_not_derived_from_itself": (
        lambda: (lambda it: changed(it, derived_from=it, derivation="mirror"))(
            factories.make_source()
        ),
        "A source cannot be derived from itself.",
    ),
    "source_derivation_names_its_original": (
        lambda: source(derivation="mirror"),
        "Give the original and the kind of derivation, or neither.",
    ),
    "statement_belongs_to_an_event_or_a_programme": (
        lambda: Statement(slug="another", text_en="Wages rise."),
        "Name the event, the programme or both.",
    ),
    "statement_speaker_names_someone": (
        lambda: StatementSpeaker(statement=factories.make_statement()),
        NAMES_SOMEONE,
    ),
    "term_code_is_unique_in_its_scheme": (
        term_again,
        "The scheme already has a term with this code.",
    ),
    "term_is_not_its_own_parent": (
        lambda: own_parent(term()),
        "A term cannot be broader than itself.",
    ),
    "term_is_valid_from_before_to": (
        term_ending_before_it_begins,
        "The term would end before it begins.",
    ),
}
