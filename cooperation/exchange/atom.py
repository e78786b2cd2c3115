"""Atom feeds (RFC 4287): of any list, and of whatever else happens one after the other."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from cooperation.exchange.outgoing import (
    Outgoing,
    Row,
    kind_in_words,
    summary_of,
    title_line,
    write_each,
)
from cooperation.exchange.standing_words import standing_in_words
from cooperation.queries.sources_read import SourcesRead
from cooperation.rules.plain_text import one_line, several_lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to read about; `uid` names it for good, however its page is called."""

    uid: str
    title: str
    page: str
    changed_at: dt.datetime
    summary: str = ""
    categories: tuple[str, ...] = ()


class _Feed(Atom1Feed):
    # Django's takes the present moment for a feed without entries.
    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else self.feed["changed_at"]


def write_feed(outgoing: Outgoing) -> Iterator[bytes]:
    rows = chain.from_iterable(outgoing.pieces)
    yield format_feed(
        write_each(rows, lambda row: _entry(row, outgoing.read)),
        title=outgoing.title,
        page=outgoing.page,
        address=outgoing.address,
        changed_at=outgoing.changed_at,
        language=outgoing.language,
        author=outgoing.author,
    )


def format_feed(
    entries: Iterable[Entry],
    *,
    title: str,
    page: str,
    address: str,
    changed_at: dt.datetime,
    language: str,
    author: str,
) -> bytes:
    """Return a feed of entries, newest first, that lives at `address` and follows `page`."""
    found = _Feed(
        title=one_line(title),
        link=page,
        description="",
        language=language,
        author_name=author,
        feed_url=address,
        feed_guid=address,
        changed_at=changed_at,
    )
    for entry in entries:
        found.add_item(
            title=one_line(entry.title),
            link=entry.page,
            # The summary is declared as HTML.
            description=escape(several_lines(entry.summary)) or None,  # type: ignore[arg-type]
            unique_id=f"urn:uuid:{entry.uid}",
            updateddate=entry.changed_at,
            categories=tuple(map(one_line, entry.categories)),
        )
    written = BytesIO()
    found.write(written, "utf-8")
    return written.getvalue()


def _entry(row: Row, read: SourcesRead) -> Entry:
    summary = summary_of(row)
    if row["type"] == "commitment":
        summary = "\n".join(filter(None, (summary, str(standing_in_words(row, read)))))
    return Entry(
        uid=row["uid"],
        title=title_line(row),
        page=row["url"],
        changed_at=dt.datetime.fromisoformat(row["updated_at"]),
        summary=summary,
        categories=(kind_in_words(row), *(theme["name"] for theme in row.get("themes", ()))),
    )
