"""The citations of a record or part that its row in a table can tell: whole, and in support."""

import uuid
from collections.abc import Callable, Mapping
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from django.utils.translation import gettext as _

from cooperation.exchange.tables_cells import SEPARATOR
from cooperation.exchange.tables_columns import CITED, SOURCES
from cooperation.exchange.tables_known import Known
from cooperation.exchange.tables_labels import Labels, labels_of_choices
from cooperation.models import Citation
from cooperation.models.content import Content
from cooperation.rules import locators
from cooperation.vocabulary.source import LocatorType, Stance

Refuse = Callable[[str, str], None]


class Cited(NamedTuple):
    source: str
    locator_type: str
    locator: str


def citations_of_part(content: Content, part: str | None) -> list[Cited]:
    """Return what supports a part, or the whole record, and fits into a row."""
    return [_key(entry) for entry in _told(content, part)]


def citation_columns(citations: list[Cited]) -> dict[str, list[str]]:
    """Return the values of the columns about citations, each value a list."""
    return {name: [citation[number] for citation in citations] for number, name in enumerate(CITED)}


def read_citations(
    cells: Mapping[str, str], known: Known, itself: str, refuse: Refuse
) -> list[Cited]:
    """Return the citations that a row names; `refuse` hears what is wrong, by column."""
    source, locator_type, locator = ([*map(str.strip, _split(cells.get(c, "")))] for c in CITED)
    if len(locator_type) > len(source) or len(locator) > len(source):
        refuse(CITED[0], _("Name a source for each locator."))
        return []
    rows = zip_longest(source, locator_type, locator, fillvalue="")
    found = [_read_one(*row, known, itself, refuse) for row in rows]
    return [citation for citation in found if citation is not None]


def write_citations(content: Content, part: str | None, wanted: list[Cited]) -> None:
    """Give a part, or the whole record, these citations; others that it has stay as they are."""
    told = _told(content, part)
    entries = content["parts"].setdefault("citation", [])
    left = list(wanted)
    for entry in told:
        if _key(entry) in left:
            left.remove(_key(entry))
        else:
            entries.remove(entry)
    position = max((entry["fields"]["position"] for entry in entries), default=0)
    for number, citation in enumerate(left, position + 1):
        given = {**citation._asdict(), "part": part, "position": number}
        fields = Content.blank(Citation)["fields"] | given
        entries.append({"id": str(uuid.uuid4()), "fields": fields})
    if not entries:
        del content["parts"]["citation"]


def _told(content: Content, part: str | None) -> list[Content]:
    return [
        entry
        for entry in content["parts"].get("citation", ())
        if entry["fields"]["part"] == part
        and not entry["fields"]["field"]
        and entry["fields"]["stance"] == Stance.SUPPORTS
        and SEPARATOR not in entry["fields"]["locator"]
    ]


def _key(entry: Content) -> Cited:
    return Cited(*(entry["fields"][name] for name in Cited._fields))


def _split(cell: str) -> list[str]:
    return cell.split(SEPARATOR) if cell else []


def _read_one(
    source: str, locator_type: str, locator: str, known: Known, itself: str, refuse: Refuse
) -> Cited | None:
    if not (source or locator_type or locator):
        return None
    uid = known.uid(SOURCES, source)
    kind = _locator_types().code(locator_type or LocatorType.PARAGRAPH.value)
    if uid is None:
        refuse(
            CITED[0],
            _("“%(text)s” is no address or permanent id of a source. Add the source first.")
            % {"text": source},
        )
    elif uid == itself:
        refuse(CITED[0], _("A source cannot be its own evidence."))
    elif kind is None:
        refuse(CITED[1], _("Write paragraph, page or section."))
    else:
        try:
            locator = locators.canonical_locator(kind, locator)
            locators.check_locator(kind, locator, known.paragraph_count(uid))
            return Cited(uid, kind, locator)
        except locators.InvalidLocator as error:
            refuse(CITED[2], str(error))
    return None


@cache
def _locator_types() -> Labels:
    return labels_of_choices(LocatorType.choices)
