"""Posts as the public sees them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cooperation.models import Organisation, Post
from cooperation.queries.holding import holders_of_post
from cooperation.queries.loading import Loader
from cooperation.queries.records import Subject
from cooperation.queries.shapes import Shape

POST = Shape(Post, texts=("label", "area"), links=("organisation",))


def posts(day: dt.date | None = None) -> Subject:
    """Return how posts are shown, each with its holders on a day, or ever."""
    return Subject(POST, collections=(holders_of_post(day),))


POSTS = posts()


def bodies(uids: Iterable[str], loader: Loader) -> dict[str, dict[str, Any] | None]:
    """Return the organisations that posts belong to, by the permanent ids of the posts."""
    rows = Post.objects.published().filter(uid__in=list(uids))
    found = rows.values_list("uid", "organisation")
    return loader.resolve({str(uid): loader.reference(Organisation, pk) for uid, pk in found})
