"""Revisions as an older form of the register would have stored them."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from cooperation.models import Revision
from cooperation.models.columns import columns_by_key, kinds_of_part

Stored = dict[str, Any]


def restore_as(revision: Revision, change: Callable[[Stored], Any]) -> None:
    """Change what stands in the column of a revision, past the door that reads it."""
    [stored] = Revision.objects.filter(pk=revision.pk).values_list("content", flat=True)
    changed = copy.deepcopy(stored)
    change(changed)
    Revision.objects.filter(pk=revision.pk).update(content=changed)


def rows_of(
    model: type[models.Model], content: Stored
) -> Iterator[tuple[type[models.Model], Stored]]:
    """Give the row of the record and of each part in a content, with its kind."""
    yield model, content
    for name, entries in content["parts"].items():
        for entry in entries:
            yield kinds_of_part(model)[name], entry


def lacking(model: type[models.Model], *, but: tuple[str, ...] = ()) -> Callable[[Stored], Any]:
    """Return a change that takes every field and link of every row away."""

    def change(stored: Stored) -> None:
        for kind, row in rows_of(model, stored):
            for group, field in columns_by_key(kind):
                if field.name not in but:
                    row.get(group, {}).pop(field.name, None)

    return change


def with_foreign_keys(uid: str) -> Callable[[Stored], Any]:
    """Return a change that adds a field, a link and a kind of part that the models do not have."""

    def change(stored: Stored) -> None:
        stored["fields"]["gone"] = "what it said"
        stored["fields"]["gone_list"] = ["what", {"it": "said"}]
        stored.setdefault("links", {})["gone_links"] = [uid]
        stored["parts"]["gone_part"] = [{"id": uid, "fields": {"text": "x"}, "links": {"y": []}}]
        for entries in stored["parts"].values():
            for entry in entries:
                entry["fields"]["gone"] = "x"
                entry.setdefault("links", {})["gone_links"] = [uid]

    return change
