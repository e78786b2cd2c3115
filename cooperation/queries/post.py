"""Posts as the public sees them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cooperation.documents.loading import Loader
from cooperation.documents.parts import Rows
from cooperation.documents.post import POST_DOCUMENT
from cooperation.documents.records import Subject
from cooperation.models import Organisation, Post
from cooperation.queries.holding import holders_of_post, told_on
from cooperation.vocabulary.holding import Answer


def posts_subject(day: dt.date | None = None) -> Subject:
    """Return how posts are shown, each with its holders on a day, or ever."""
    return replace(POST_DOCUMENT, collections=(holders_of_post(day),))


POSTS = posts_subject()


def post_answers_on(day: dt.date, slug: str, loader: Loader) -> dict[Answer, Rows]:
    """Return what is told of who held a post on a day; nothing if no public post has this slug."""
    pks = Post.objects.published().filter(slug=slug).values_list("pk", flat=True)
    for told in told_on(day, pks, loader).values():
        return loader.resolve(told)
    return {answer: [] for answer in Answer}


def holders_on(day: dt.date, uids: Iterable[str], loader: Loader) -> dict[str, Rows]:
    """Return who held posts on a day, by the permanent ids of the posts."""
    found = dict(Post.objects.published().filter(uid__in=list(uids)).values_list("pk", "uid"))
    told = told_on(day, found, loader)
    held = {str(found[pk]): answers[Answer.HELD] for pk, answers in told.items()}
    return loader.resolve(held)


def organisations_of_posts(uids: Iterable[str], loader: Loader) -> dict[str, dict[str, Any] | None]:
    """Return the organisations that posts belong to, by the permanent ids of the posts."""
    rows = Post.objects.published().filter(uid__in=list(uids))
    found = rows.values_list("uid", "organisation")
    return loader.resolve({str(uid): loader.reference(Organisation, pk) for uid, pk in found})
