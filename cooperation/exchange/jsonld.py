"""Records in the vocabulary of schema.org, as search engines and other registers read them.

Given is the detail of a record, as its page has it; nothing is said that the page does not say.
"""

from collections.abc import Callable

from cooperation.exchange.jsonld_short import (
    MOST,
    Thing,
    event_moments,
    party_references,
    place_nodes,
    schema_member,
    short_reference,
    short_references,
    source_references,
    stated_bounds,
    tag_names,
    without_blanks,
)
from cooperation.exchange.outgoing import Row, passages_of, title_line, title_note, wording_line
from cooperation.vocabulary.commitment import CommitmentStatus
from cooperation.vocabulary.event import AttendanceMode, EventStatus
from cooperation.vocabulary.organisation import Constituent
from cooperation.vocabulary.statement import Setting

EDUCATION = {
    "training",
    "training-course",
    "online-course",
    "training-of-trainers",
    "training-session",
    "webinar",
}
SOURCES = {
    "news-article": "NewsArticle",
    "press-release": "NewsArticle",
    "report": "Report",
    "legal-text": "Legislation",
    "dataset": "Dataset",
    "website": "WebPage",
    "social-media-post": "SocialMediaPosting",
}
MODES = {
    AttendanceMode.IN_PERSON: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.HYBRID: "MixedEventAttendanceMode",
    AttendanceMode.SELF_PACED: "OnlineEventAttendanceMode",
}
STATUSES = {EventStatus.CONFIRMED: "EventScheduled", EventStatus.CANCELLED: "EventCancelled"}
OUTCOMES = {
    "": "PotentialActionStatus",
    CommitmentStatus.IN_PROGRESS: "ActiveActionStatus",
    CommitmentStatus.KEPT: "CompletedActionStatus",
    CommitmentStatus.NOT_KEPT: "FailedActionStatus",
}
NO_WORD = {"code": ""}
PERFORMING = {"speaker", "trainer", "facilitator", "moderator", "chair"}


def describe_record(record: Row, *, register: str) -> Thing:
    """Return a record as a node of schema.org; a post is described by the page about it.

    `register` is the name of who says so, for what is in words of its own.
    """
    node = DESCRIBED[record["type"]](record)
    if record["type"] == "statement":
        node["creator"] = {"@type": "Organization", "name": register}
    names = [other["name"] for other in record["other_names"]]
    if record.get("acronym"):
        names.insert(0, record["acronym"])
    common = {
        "@id": record["url"],
        "url": record["url"],
        "name": title_line(record),
        "alternateName": names,
        "disambiguatingDescription": title_note(record),
        "identifier": record["uid"],
    }
    return without_blanks(common | node)


def _programme(record: Row) -> Thing:
    start, end = stated_bounds(record["period"])
    funders = [row for row in record["organisations"] if row["role"]["code"] == "funding"]
    others = [row for row in record["organisations"] if row["role"]["code"] != "funding"]
    return {
        "@type": "Project",
        "description": record["summary"],
        "foundingDate": start,
        "dissolutionDate": end,
        "parentOrganization": short_reference(record["parent"]),
        "subOrganization": short_references(record["children"]),
        "funder": short_references(row["organisation"] for row in funders),
        "member": short_references(row["organisation"] for row in others),
        "event": short_references(record["events"]),
        "areaServed": place_nodes(record),
        "knowsAbout": tag_names(record),
        "subjectOf": source_references(record),
    }


def _event(record: Row) -> Thing:
    start, end = event_moments(record)
    is_course = record["kind"]["code"] in EDUCATION
    return {
        "@type": "EducationEvent" if is_course else "Event",
        "description": record["summary"],
        "startDate": start,
        "endDate": end,
        "eventAttendanceMode": schema_member(MODES, record["attendance_mode"]),
        "eventStatus": schema_member(STATUSES, record["status"]),
        "location": _location(record),
        "organizer": party_references(record["participants"], {"organiser"}),
        "performer": party_references(record["participants"], PERFORMING),
        "sponsor": party_references(record["participants"], {"funder"}),
        "superEvent": short_reference(record["parent"]),
        "subEvent": short_references(record["children"]),
        "about": tag_names(record),
        "subjectOf": source_references(record),
    }


def _organisation(record: Row) -> Thing:
    side = record["constituent"] and record["constituent"]["code"]
    country = record["country"]
    return {
        "@type": "GovernmentOrganization" if side == Constituent.GOVERNMENT else "Organization",
        "sameAs": record["website"],
        "parentOrganization": short_reference(record["parent"]),
        "subOrganization": short_references(record["children"]),
        "address": country and {"@type": "PostalAddress", "addressCountry": country["code"]},
        "identifier": [
            record["uid"],
            *(
                {"@type": "PropertyValue", "propertyID": item["vocabulary"], "value": item["code"]}
                for item in record["identifiers"]
            ),
        ],
        "subjectOf": source_references(record),
    }


def _person(record: Row) -> Thing:
    return {
        "@type": "Person",
        "name": record["name"],
        "honorificPrefix": record["honorific"],
        "familyName": record["family_name"],
        "givenName": record["given_name"],
        "memberOf": [_role(row) for row in record["positions"][:MOST]],
        "subjectOf": source_references(record),
    }


def _role(row: Row) -> Thing:
    start, end = stated_bounds(row["period"])
    return without_blanks(
        {
            "@type": "OrganizationRole",
            "roleName": row["post"]["name"],
            "url": row["post"]["url"],
            "startDate": start,
            "endDate": end,
            "memberOf": short_reference(row.get("organisation")),
        }
    )


def _post(record: Row) -> Thing:
    return {
        "@type": "WebPage",
        "about": short_reference(record["organisation"]),
        "mentions": short_references(row["person"] for row in record["holders"]),
        "isBasedOn": source_references(record),
    }


def _statement(record: Row) -> Thing:
    """Describe our summary of what was said: a quotation would be in the speaker's own words."""
    day = record["day"] and record["day"]["date"]
    speakers = short_references(row["person"] or row["organisation"] for row in record["speakers"])
    event, is_about = short_reference(record["event"]), record["setting"]["code"] == Setting.ABOUT
    return {
        "@type": "CreativeWork",
        "abstract": record["text"],
        "disambiguatingDescription": wording_line(record),
        "temporalCoverage": "/".join(dict.fromkeys(filter(None, stated_bounds(day)))),
        "mentions": [*speakers, *([event] if event and not is_about else [])],
        "about": [
            *filter(None, [short_reference(record["programme"]), event if is_about else None]),
            *tag_names(record),
        ],
        "citation": passages_of(record),
        "isBasedOn": source_references(record),
    }


def _commitment(record: Row) -> Thing:
    return {
        "@type": "PlanAction",
        "description": record["text"] and f"{record['text']} ({wording_line(record)})",
        "agent": short_references(row["person"] or row["organisation"] for row in record["by"]),
        "participant": short_references(
            row["person"] or row["organisation"] for row in record["to"]
        ),
        "scheduledTime": record["due"] and record["due"]["latest"],
        "actionStatus": schema_member(OUTCOMES, record["status"] or NO_WORD),
        "subjectOf": source_references(record),
    }


def _source(record: Row) -> Thing:
    publisher, language = record["publisher"], record["language"]
    return {
        "@type": SOURCES.get(record["kind"]["code"], "CreativeWork"),
        "headline": record["title"],
        # The record is about the text; the text itself lives elsewhere.
        "url": record["source_url"] or record["url"],
        "mainEntityOfPage": record["url"],
        "archivedAt": record["archived_url"],
        "datePublished": stated_bounds(record["published"])[0],
        "publisher": publisher and {"@type": "Organization", "name": publisher},
        "creditText": record["author"],
        "inLanguage": language and language["code"],
        "isBasedOn": short_reference(record["derived_from"]),
    }


DESCRIBED: dict[str, Callable[[Row], Thing]] = {
    "programme": _programme,
    "event": _event,
    "organisation": _organisation,
    "person": _person,
    "post": _post,
    "statement": _statement,
    "commitment": _commitment,
    "source": _source,
}


def _location(record: Row) -> Thing | list[Thing] | None:
    if not record["venue"]:
        return place_nodes(record)
    around = place_nodes(record)
    return without_blanks({"@type": "Place", "name": record["venue"], "containedInPlace": around})
