"""Records, terms and places: for each constraint a row it refuses, and what an editor reads."""

import datetime as dt

from cooperation.models import Commitment, Event, Source, Statement, Term
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import MAKE
from tests.models.rows import NOON, changed, own_parent, term


def event(**values: object) -> Event:
    kind = term(SchemeCode.EVENT_KIND, "meeting")
    return Event(slug="another", title_en="Another", kind=kind, **values)


def source(**values: object) -> Source:
    kind = term(SchemeCode.SOURCE_KIND, "article")
    return Source(slug="another", title_en="Another", kind=kind, **values)


def commitment(**values: object) -> Commitment:
    kind = term(SchemeCode.COMMITMENT_KIND, "pledge")
    return Commitment(slug="another", title_en="Another", kind=kind, **values)


def term_again() -> Term:
    return Term(scheme=term().scheme, code=term().code, label_en="Pay")


def term_ending_before_it_begins() -> Term:
    scheme = term().scheme
    ends = {"valid_from": dt.date(2026, 1, 2), "valid_to": dt.date(2026, 1, 1)}
    return Term(scheme=scheme, code="pay", label_en="Pay", **ends)


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
    "commitment_is_due_no_earlier_than_made": (
        lambda: commitment(made_on="2026-03", due="2026-02"),
        "The commitment would be due before it was made.",
    ),
    "commitment_programme_is_inferred_only_where_named": (
        lambda: commitment(is_programme_inferred=True),
        "Name the programme that it belongs to by our reading.",
    ),
    "programme_parent_is_inferred_only_where_named": (
        lambda: changed(factories.make_programme(), is_parent_inferred=True),
        "Name the programme that it is part of by our reading.",
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
