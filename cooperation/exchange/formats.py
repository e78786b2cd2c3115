"""The forms in which lists are given away, by the suffix of their address."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.exchange import atom, ical, tables_out
from cooperation.exchange.outgoing import Outgoing
from cooperation.queries.calendars import CALENDAR_OF_COMMITMENTS, CALENDAR_OF_EVENTS
from cooperation.queries.resources import Resource

Write = Callable[[Outgoing], Iterator[bytes]]

CALENDARS = {"events": CALENDAR_OF_EVENTS, "commitments": CALENDAR_OF_COMMITMENTS}
NEWEST_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Form:
    """`write` gives a list of some name in this form; which names it takes is `takes`' matter.

    `narrowed` are the lists of which only some records have a place in this form. `newest` is how
    many records there are at most, those changed last; 0 is all of them, in the list's order.
    """

    suffix: str
    content_type: str
    label: Promise
    write: Mapping[str, Write] | Write
    narrowed: Mapping[str, Resource] = field(default_factory=dict)
    newest: int = 0
    is_followed: bool = False

    def takes(self, name: str) -> bool:
        return callable(self.write) or name in self.write

    def written(self, outgoing: Outgoing) -> Iterator[bytes]:
        write = self.write if callable(self.write) else self.write[outgoing.name]
        return write(outgoing)


FORMS = (
    Form("csv", "text/csv; charset=utf-8; header=present", _("CSV"), tables_out.write_csv),
    Form(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Excel (XLSX)"),
        tables_out.write_workbook,
    ),
    Form("jsonl", "application/jsonl", _("JSON lines"), tables_out.write_json_lines),
    Form(
        "atom",
        "application/atom+xml; charset=utf-8",
        _("Feed (Atom)"),
        atom.write_feed,
        newest=NEWEST_ENTRIES,
        is_followed=True,
    ),
    Form(
        "ics",
        "text/calendar; charset=utf-8",
        _("Calendar (iCalendar)"),
        {"events": ical.write_events, "commitments": ical.write_commitments},
        narrowed=CALENDARS,
        is_followed=True,
    ),
)
