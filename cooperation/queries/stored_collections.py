"""Collections of a record from documents: its own parts, and rows of other records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from cooperation.documents.parts import Collection, Rows
from cooperation.documents.records import Subject
from cooperation.queries.roll_up import via_of_holders
from cooperation.queries.stored import StoredRows
from cooperation.queries.stored_loading import StoredLoader


class StoredCollections:
    """Reads a part of each of a record's collections, and counts their rows.

    `own` are the documents of its own parts, by collection; `whole` is that of its row, which is
    filled together with them. What is read from documents is given as fragments of JSON.
    """

    def __init__(
        self,
        pk: int,
        own: Mapping[str, Sequence[bytes]],
        stored: StoredRows,
        part: slice,
        whole: bytes = b"{}",
    ) -> None:
        self._own, self._stored, self._part, self.whole = own, stored, part, whole
        self._loader = StoredLoader(stored.filling)
        self._reached: dict[Any, Any] = {None: pk}
        self._counts: dict[str, int] = {}
        self._read: dict[str, Rows] = {}
        self._listed: dict[str, tuple[Subject, list[int]]] = {}
        self._vias: dict[str, list[Any]] = {}

    def read(self, collections: Iterable[Collection]) -> dict[str, tuple[int, Any]] | None:
        """Return the count and rows of each by its name; None if one names what is hidden."""
        asked = list(collections)
        for collection in asked:
            if collection.name in self._own:
                self._counts[collection.name] = len(self._own[collection.name])
            else:
                self._ask(collection)
        rows = self._own_rows([item.name for item in asked if item.name in self._own])
        if rows is None:
            return None
        rows |= self._loader.resolve(self._read) | self._listed_rows()
        return {item.name: (self._counts[item.name], rows[item.name]) for item in asked}

    def _ask(self, collection: Collection) -> None:
        name, reach = collection.name, collection.reach
        if reach is not None and reach not in self._reached:
            self._reached[reach] = reach(self._reached[None])
        of = self._reached[reach]
        queryset = collection.rows(of)
        start, most = self._part.start, self._part.stop - self._part.start
        with_next = queryset[start : start + most + 1]
        rows: Sequence[Any]
        if collection.subject is None:
            rows = collection.read(with_next, of, self._loader)
            self._read[name] = list(rows[:most])
        else:
            columns = [column for column, _kind, _model in collection.holders]
            rows = list(with_next.values_list("pk", *columns))
            self._listed[name] = (collection.subject(), [pk for pk, *_holders in rows[:most]])
            self._vias[name] = [
                via_of_holders(collection.holders, holders, self._loader)
                for _pk, *holders in rows[:most]
                if columns
            ]
        is_counted = len(rows) <= most and (rows or not start)
        self._counts[name] = start + len(rows) if is_counted else queryset.count()

    def _own_rows(self, names: Iterable[str]) -> dict[str, Any] | None:
        documents = {"": self.whole}
        documents |= {name: b"[%b]" % b",".join(self._own[name][self._part]) for name in names}
        complete = self._stored.filling.fill_by_key(documents)
        if len(complete) < len(documents):
            return None
        self.whole = complete.pop("")
        return {name: orjson.Fragment(rows) for name, rows in complete.items()}

    def _listed_rows(self) -> dict[str, Any]:
        vias = self._loader.resolve(self._vias)
        found = {}
        for name, rows in self._stored.read_several(self._listed, brief=True).items():
            shown = [*map(_with_via, rows, vias[name])] if vias[name] else rows
            found[name] = [orjson.Fragment(row) for row in shown if row is not None]
        return found


def _with_via(row: bytes | None, via: Any) -> bytes | None:
    return None if row is None else b'%b,"via":%b}' % (row[:-1], orjson.dumps(via))
