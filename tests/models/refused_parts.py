"""Parts of records: for each constraint a row that it refuses, and what an editor reads then."""

from cooperation.models import (
    Citation,
    CommitmentParty,
    Document,
    EventLink,
    Figure,
    Identifier,
    OtherName,
    Participation,
    Picture,
    PlanItem,
    ProgrammeLink,
    ProgrammeOrganisation,
    RecordTerm,
    StatementSpeaker,
)
from cooperation.vocabulary.event import EventLinkKind
from cooperation.vocabulary.programme import ProgrammeLinkKind
from cooperation.vocabulary.source import Stance
from cooperation.vocabulary.term import SchemeCode
from tests import factories, files
from tests.factories import MAKE
from tests.models.rows import own_parent, term


def tag_again(owner: str) -> RecordTerm:
    record = MAKE[owner]()
    RecordTerm.objects.create(**{owner: record}, term=term())
    return RecordTerm(**{owner: record}, term=term())


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
    "commitment_party_names_someone": (
        lambda: CommitmentParty(commitment=factories.make_commitment()),
        NAMES_SOMEONE,
    ),
    "participation_names_someone": (participation, NAMES_SOMEONE),
    "event_link_leads_to_one_record": (
        lambda: EventLink(event=factories.make_event(), kind=EventLinkKind.FOLLOWS),
        "A link leads to one programme or to one event.",
    ),
    "event_link_leads_elsewhere": (linked_to_itself, "An event cannot be linked to itself."),
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
    "statement_speaker_names_someone": (
        lambda: StatementSpeaker(statement=factories.make_statement()),
        NAMES_SOMEONE,
    ),
}
