"""Lets the content of one record take in all that another of its kind holds."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.publishing import content_rows
from cooperation.publishing.content_rows import CITATION, Place
from cooperation.publishing.merge_links import drop_twins, put_parts, repoint_part
from cooperation.rules.likeness import Names, compare_names
from cooperation.vocabulary.likeness import Reason
from cooperation.vocabulary.name import Language, NameKind
from cooperation.vocabulary.source import Stance

OTHER_NAME = "othername"
ACRONYM = "acronym"
NOTHING = (None, "")
# What a record is called outside, and how it is shown: not for another record to say.
ITS_OWN = {"uid", "slug", "state", "go_live_at", "expire_at", "review_due", "sort_name"}
ITS_OWN |= {"first_published_at", "published_at"}

# Words the value of a field as a source would state it; "" where it may not be told.
Say = Callable[[Any, Any], str]


@dataclass(slots=True)
class Absorbed:
    """`filled` are the fields that were empty, `names` the names kept as other names, `given_up`
    the fields of which the kept record's own value stays."""

    content: Content
    filled: list[Place] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    given_up: list[Place] = field(default_factory=list)


def absorb_content(
    model: type[Record], kept: Content, merged: Content, *, ids: Mapping[str, str], say: Say
) -> Absorbed:
    """Return the kept record's content with all that the merged one holds.

    Its names become other names, its parts and citations are added, empty fields are filled. A
    citation of a field follows the value: to the same field where both say the same, to the other
    name, or as a source that says something else. `ids` gives new parts their ids by what they
    are made of, so that a waiting draft gets the same ones as the rows.
    """
    return _Absorbing(model, kept, merged, ids, say).result


class _Absorbing:
    def __init__(
        self, model: type[Record], kept: Content, merged: Content, ids: Mapping[str, str], say: Say
    ) -> None:
        self.model, self.ids, self.say = model, ids, say
        self.merged = copy.deepcopy(merged)
        self.result = Absorbed(copy.deepcopy(kept))
        self.content = self.result.content
        self.fields: dict[str, Any] = self.content["fields"]
        self.added: set[str] = set()
        # The other name that keeps a name of the merged record, by the name's field.
        self.kept_as: dict[str, str] = {}
        self.take()

    def take(self) -> None:
        for name in self.name_fields():
            self.take_name(name)
        self.take_fields()
        for kind, entries in content_rows.part_rows(self.model, self.merged):
            if kind._meta.model_name != CITATION:
                for entry in entries:
                    self.add(str(kind._meta.model_name), entry)
        self.take_citations()
        self.drop_known_names()
        drop_twins(self.model, self.content, self.added)
        for kind, entries in content_rows.part_rows(self.model, self.content):
            put_parts(self.content, str(kind._meta.model_name), entries)
        kept = set(self.kept_as.values())
        entries = self.content["parts"].get(OTHER_NAME, [])
        self.result.names = [e["fields"]["name"] for e in entries if e["id"] in kept]

    def name_fields(self) -> list[str]:
        stem = self.model.name_field
        return [name for name in (f"{stem}_en", f"{stem}_km", ACRONYM) if name in self.fields]

    def take_name(self, name: str) -> None:
        ours, theirs = self.fields[name], self.merged["fields"].get(name)
        if theirs in (*NOTHING, ours):
            return
        if ours in NOTHING:
            self.fill(name, theirs)
            return
        kind, language = NameKind.ALIAS, name[-2:]
        if name == ACRONYM:
            kind, language = NameKind.ACRONYM, ""
        elif like := compare_names(Names((ours,)), Names((theirs,))):
            is_spelling = like.reason in (Reason.SAME, Reason.SPELLING, Reason.ORDER)
            kind = NameKind.SPELLING if is_spelling else kind
        assert language in ("", *Language.values)
        values = {"position": 0, "name": theirs, "language": language, "kind": kind.value}
        self.kept_as[name] = self.ids[name]
        self.add(OTHER_NAME, {"id": self.ids[name], "fields": values})

    def take_fields(self) -> None:
        both = {self.fields["uid"], self.merged["fields"]["uid"]}
        for name, theirs in self.merged["fields"].items():
            ours = self.fields.get(name, theirs)
            if name in ITS_OWN or name in self.name_fields() or theirs in (*NOTHING, ours):
                continue
            if ours in NOTHING and theirs not in both:
                self.fill(name, theirs)
            else:
                self.result.given_up.append(Place(self.model, name))
        for name, links in self.merged.get("links", {}).items():
            ours = self.content.setdefault("links", {}).setdefault(name, [])
            if not set(links) <= set(ours):
                self.content["links"][name] = sorted({*ours, *links})
                self.result.filled.append(Place(self.model, name))

    def take_citations(self) -> None:
        followed = [self.followed(entry) for entry in self.merged["parts"].get(CITATION, [])]
        taken = [entry for entry in followed if entry is not None]
        for entry in taken:
            self.add(CITATION, entry)
        self.cite_names([entry["fields"] for entry in taken])

    def cite_names(self, citations: list[dict[str, Any]]) -> None:
        """Let what supports the whole merged record support each name that nothing else does."""
        cited = {fields["part"] for fields in citations}
        whole = [fields for fields in citations if not fields["part"] and not fields["field"]]
        for name, part in self.kept_as.items():
            if part not in cited and whole:
                fields = {**whole[0], "part": part}
                self.add(CITATION, {"id": self.ids[f"{name} cited"], "fields": fields})

    def followed(self, entry: Content) -> Content | None:
        """Return a citation of the merged record as it supports the kept one, None if it cannot."""
        fields = entry["fields"]
        cited = fields["field"]
        columns = self.columns_of(cited)
        if fields["stance"] == Stance.DIFFERS:
            if fields["stated_value"] in [self.fields[name] for name in columns]:
                fields |= {"stance": Stance.SUPPORTS.value, "stated_value": ""}
            return entry
        if name := next((name for name in columns if name in self.kept_as), ""):
            fields |= {"field": "", "part": self.kept_as[name]}
            return entry
        name = next((name for name in columns if self.says_otherwise(name)), "")
        if not name:
            return entry
        words = self.say(self.model._meta.get_field(name), self.merged["fields"].get(name))
        fields |= {"stance": Stance.DIFFERS.value, "stated_value": words[:300]}
        return entry if words else None

    def columns_of(self, name: str) -> list[str]:
        return [column for column in (name, f"{name}_en", f"{name}_km") if column in self.fields]

    def says_otherwise(self, name: str) -> bool:
        return self.merged["fields"].get(name) not in (*NOTHING, self.fields[name])

    def drop_known_names(self) -> None:
        """Drop each added name that the record has already; its citations support that one."""
        names = self.content["parts"].get(OTHER_NAME, [])
        own = {self.fields[name]: name for name in self.name_fields()}
        known: dict[str, str] = {}
        for entry in sorted(names, key=lambda entry: entry["id"] in self.added):
            name = entry["fields"]["name"]
            if entry["id"] in self.added and (name in own or name in known):
                names.remove(entry)
                for id in repoint_part(self.model, self.content, entry["id"], known.get(name)):
                    self.cite_own(id, own.get(name, ""))
            known.setdefault(name, entry["id"])

    def cite_own(self, citation: str, name: str) -> None:
        if name:
            cited = ACRONYM if name == ACRONYM else self.model.name_field
            for entry in self.content["parts"][CITATION]:
                if entry["id"] == citation:
                    entry["fields"] |= {"part": None, "field": cited}
        self.added.add(citation)

    def fill(self, name: str, value: Any) -> None:
        self.fields[name] = value
        self.result.filled.append(Place(self.model, name))

    def add(self, kind: str, entry: Content) -> None:
        entries = self.content["parts"].setdefault(kind, [])
        last = max((other["fields"]["position"] for other in entries), default=-1)
        entry["fields"]["position"] = last + 1
        entries.append(entry)
        self.added.add(entry["id"])
