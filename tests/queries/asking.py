"""What the tests of filters share: rows to filter by, and what a query string finds."""

from django.http import QueryDict

from cooperation.models import (
    Participation,
    RecordTerm,
)
from cooperation.queries.filters import EventFilters
from cooperation.queries.resources import EVENT_LIST, Resource
from cooperation.vocabulary.term import SchemeCode
from tests import factories


def role(code: str):
    return factories.make_term(scheme=SchemeCode.EVENT_ROLE, code=code)


def took_part(code: str = "speaker", **who: object) -> Participation:
    return Participation(role=role(code), **who)


def tag(scheme: str, code: str, **fields: object) -> RecordTerm:
    return RecordTerm(term=factories.make_term(scheme=scheme, code=code, **fields))


def slugs(query: str, resource: Resource = EVENT_LIST) -> list[str]:
    filters = resource.filters(QueryDict(query), queryset=resource.subject.public())
    assert filters.form.errors == {}
    rows = filters.filter_queryset(filters.queryset)
    return sorted(rows.values_list("slug", flat=True))


def messages(query: str) -> dict[str, list[str]]:
    filters = EventFilters(QueryDict(query), queryset=EVENT_LIST.subject.public())
    return {name: list(found) for name, found in filters.form.errors.items()}
