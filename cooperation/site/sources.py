"""The sources of one page, numbered in the order in which its facts first cite them."""

from dataclasses import dataclass, field
from typing import Any

from cooperation.rules import locators

Citation = dict[str, Any]


@dataclass(slots=True)
class Listed:
    number: int
    source: dict[str, Any]
    passages: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """The cited passages, in the order of the source."""
        return sorted(self.passages, key=self.passages.__getitem__)


class PageSources:
    """Numbers sources as a page names them; the list of them comes at the page's end."""

    def __init__(self) -> None:
        self._listed: dict[str, Listed] = {}

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._listed.values())

    @property
    def is_any(self) -> bool:
        return bool(self._listed)

    def of(
        self, record: dict[str, Any], name: str = "", part: dict[str, Any] | None = None
    ) -> list[Citation]:
        """Return what supports a field or a part; failing its own, what supports the record."""
        own = self.own(record, name, part)
        return own or [citation for citation in record["citations"] if not citation["field"]]

    def own(
        self, record: dict[str, Any], name: str = "", part: dict[str, Any] | None = None
    ) -> list[Citation]:
        """Return what supports just this field or part.

        For codes and ids that are the register's own classification: a source of the record as a
        whole need not state them.
        """
        if part is not None:
            return part["citations"]
        return [citation for citation in record["citations"] if citation["field"] == name]

    def number(self, citation: Citation) -> int:
        source = citation["source"]
        listed = self._listed.get(source["uid"])
        if listed is None:
            listed = self._listed[source["uid"]] = Listed(len(self._listed) + 1, source)
        label = passage_label(citation)
        if label:
            at = citation["locator"]
            listed.passages[label] = (locators.first_number(at) or 0, locators.last_number(at) or 0)
        return listed.number


def passage_label(citation: Citation) -> str:
    """Return the cited passage in short: "¶5–7", "p. 12", "" where none is given."""
    if not citation["locator"]:
        return ""
    return locators.locator_label(citation["locator_type"]["code"], citation["locator"])


def passage_anchor(citation: Citation) -> str:
    """Return the id of the passage on the page of its source."""
    if not citation["locator"] or citation["locator_type"]["code"] != "paragraph":
        return ""
    return f"#p{locators.first_number(citation['locator'])}"
