"""Posts as the public sees them."""

import datetime as dt

from cooperation.models import Post
from cooperation.queries.holding import holders_of_post
from cooperation.queries.records import Subject
from cooperation.queries.shapes import Shape

POST = Shape(Post, texts=("label", "area"), links=("organisation",))


def posts(day: dt.date | None = None) -> Subject:
    """Return how posts are shown, each with its holders on a day, or ever."""
    return Subject(POST, collections=(holders_of_post(day),))


POSTS = posts()
