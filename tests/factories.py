"""Records for tests, made through the same door as all others: saved, cited, then published."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db import models

from cooperation.models import (
    Citation,
    Commitment,
    Event,
    Organisation,
    Person,
    Place,
    Post,
    Programme,
    Report,
    Scheme,
    Source,
    Statement,
    Term,
    User,
)
from cooperation.models.base import Part, Record
from cooperation.publishing import reports, workflow
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import PlaceKind, SchemeCode

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
REPORT = "a-report"

R = TypeVar("R", bound=Record)
Parts = Sequence[Part | Row]


def make_source(*, parts: Parts = (), published: bool = True, **fields: Any) -> Source:
    fields.setdefault("title", "A report")
    fields.setdefault("url", "https://example.org/report")
    if "kind" not in fields:
        fields["kind"] = make_term(scheme=SchemeCode.SOURCE_KIND, code="article")
    return _make(Source, fields, parts=parts, published=published, source=None)


def make_organisation(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Organisation:
    fields.setdefault("name", "A ministry")
    return _cited(Organisation, fields, parts, published, source, cited)


def make_post(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Post:
    fields.setdefault("label", "A director")
    return _cited(Post, fields, parts, published, source, cited)


def make_person(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Person:
    fields.setdefault("name", "Chan Dara")
    return _cited(Person, fields, parts, published, source, cited)


def make_programme(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Programme:
    fields.setdefault("title", "A programme")
    if "kind" not in fields:
        fields["kind"] = make_term(scheme=SchemeCode.PROGRAMME_KIND, code="project")
    return _cited(Programme, fields, parts, published, source, cited)


def make_event(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Event:
    fields.setdefault("title", "A meeting")
    if "kind" not in fields:
        fields["kind"] = make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
    return _cited(Event, fields, parts, published, source, cited)


def make_statement(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Statement:
    fields.setdefault("text", "Training comes before placement.")
    if "event" not in fields and "programme" not in fields:
        fields["event"] = make_event()
    return _cited(Statement, fields, parts, published, source, cited)


def make_commitment(
    *,
    parts: Parts = (),
    published: bool = True,
    source: Source | None = None,
    cited: bool = True,
    **fields: Any,
) -> Commitment:
    fields.setdefault("title", "A promise")
    if "kind" not in fields:
        fields["kind"] = make_term(scheme=SchemeCode.COMMITMENT_KIND, code="pledge")
    return _cited(Commitment, fields, parts, published, source, cited)


def make_term(*, scheme: str, code: str, **fields: Any) -> Term:
    """Return the term of this scheme and code, made (with its scheme) if it is not there yet."""
    found = Term.objects.filter(scheme__code=scheme, code=code).first()
    if found is not None:
        return found
    owner = Scheme.objects.filter(code=scheme).first()
    if owner is None:
        owner = Scheme(code=scheme, name_en=str(scheme).replace("-", " ").capitalize())
        workflow.save(Row(owner), by=None, at=AT)
    fields.setdefault("label", code.replace("-", " ").capitalize())
    return _saved(Term, {"scheme": owner, "code": code, **fields}, ())


def make_place(*, code: str = "KH-12", parts: Parts = (), **fields: Any) -> Place:
    """Return the place of this code, made if it is not there yet."""
    found = Place.objects.filter(code=code).first()
    if found is not None:
        return found
    fields.setdefault("name", "Phnom Penh" if code == "KH-12" else f"Place {code}")
    fields.setdefault("kind", PlaceKind.PROVINCE if "-" in code else PlaceKind.COUNTRY)
    return _saved(Place, {"code": code, **fields}, parts)


def make_user(*, group: str = "", **fields: Any) -> User:
    """Make an account in one of the groups of editors; with no group it may do nothing."""
    fields.setdefault("username", group or "someone")
    user = User.objects.create_user(is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_report(*, record: Record | None = None, **fields: Any) -> Report:
    """Make what a reader reports of a record's page."""
    record = record or make_event()
    reference = {
        "type": record._meta.model_name,
        "uid": record.uid,
        "name": str(record),
        "url": record.get_absolute_url(),
    }
    fields.setdefault("text", "The year is wrong.")
    return reports.receive_report(reference, at=fields.pop("at", AT), **fields)


def _cited(
    model: type[R],
    fields: dict[str, Any],
    parts: Parts,
    published: bool,
    source: Source | None,
    cited: bool,
) -> R:
    if cited and source is None:
        source = Source.objects.filter(slug=REPORT).first() or make_source(slug=REPORT)
    return _make(model, fields, parts=parts, published=published, source=source if cited else None)


def _make(
    model: type[R],
    fields: dict[str, Any],
    *,
    parts: Parts,
    published: bool,
    source: Source | None,
) -> R:
    citations = [Citation(source=source)] if source is not None else []
    record = _saved(model, fields, [*parts, *citations])
    if published:
        workflow.publish(record, by=None, at=AT)
    return record


def _saved(model: type[models.Model], fields: dict[str, Any], parts: Parts) -> Any:
    """Save one row with its parts; `title` means `title_en`, many-to-many values are lists."""
    names = {field.name for field in model._meta.get_fields()}
    many = {field.name for field in model._meta.many_to_many}
    values = {name if name in names else f"{name}_en": value for name, value in fields.items()}
    instance = model(**{name: value for name, value in values.items() if name not in many})
    links = {name: value for name, value in values.items() if name in many}
    rows = [part if isinstance(part, Row) else Row(part) for part in parts]
    for position, row in enumerate(rows):
        row.instance.position = row.instance.position or position
    workflow.save(Row(instance, links), parts=rows, by=None, at=AT)
    return instance


MAKE = {
    "programme": make_programme,
    "event": make_event,
    "organisation": make_organisation,
    "post": make_post,
    "person": make_person,
    "statement": make_statement,
    "commitment": make_commitment,
    "source": make_source,
}
