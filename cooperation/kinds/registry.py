"""All kinds of record, in the order in which readers are offered them, and what tells of them."""

from cooperation.kinds.base import Kind, ReferenceList
from cooperation.kinds.commitment import COMMITMENTS
from cooperation.kinds.event import EVENTS
from cooperation.kinds.organisation import ORGANISATIONS
from cooperation.kinds.person import PEOPLE
from cooperation.kinds.place import PLACES
from cooperation.kinds.post import POSTS
from cooperation.kinds.programme import PROGRAMMES
from cooperation.kinds.source import SOURCES
from cooperation.kinds.statement import STATEMENTS
from cooperation.kinds.term import TERMS
from cooperation.models.base import Record
from cooperation.models.search import number_of

KINDS: dict[str, Kind] = {
    kind.model_name: kind
    for kind in (
        PROGRAMMES,
        EVENTS,
        ORGANISATIONS,
        PEOPLE,
        POSTS,
        STATEMENTS,
        COMMITMENTS,
        SOURCES,
    )
}
REFERENCE_LISTS: dict[str, ReferenceList] = {
    listed.model_name: listed for listed in (TERMS, PLACES)
}
# Of their numbers two digits are kept.
KINDS_AT_MOST = 100
# By their numbers in the ids of the search index.
NUMBERED: dict[int, str] = {
    kind.number: name for name, kind in sorted(KINDS.items(), key=lambda item: item[1].number)
}


def kind_of_search_id(search_id: int) -> str:
    """Return the name of the kind of record that a row of the search index is about."""
    return NUMBERED[number_of(search_id)]


def public_id(model: type[Record], pk: int) -> int:
    """Return the permanent id of a record among those of all kinds."""
    return pk * KINDS_AT_MOST + KINDS[str(model._meta.model_name)].number
