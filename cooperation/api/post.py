from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation.api import serializers as shapes
from cooperation.api.base import RecordViewSet
from cooperation.api.details import detail_serializer
from cooperation.api.errors import InvalidParameters
from cooperation.api.holding import Holder, OnDay
from cooperation.documents.loading import Loader
from cooperation.kinds.filter_values import DayField
from cooperation.kinds.post import POSTS
from cooperation.queries.post import post_answers_on, posts_subject
from cooperation.queries.resources import POST_LIST
from cooperation.vocabulary.holding import Answer
from cooperation.web.conditional import state_of_request

PostRow = shapes.row_serializer(POSTS)


class PostDetail(detail_serializer(POST_LIST, PostRow, holders=Holder)):  # type: ignore[misc]
    """A post; with `on`, its holders are those of that day."""

    on_day = OnDay(allow_null=True, help_text="With `on` alone.")


class PostViewSet(RecordViewSet):
    """Named offices, by label. With `on`, a detail has the holders on that day alone.

    They are, on the best `basis` that there is: those whose stated period contains the day; else
    those seen in the post on it; else one seen before and after, with nobody else between.
    """

    resource = POST_LIST
    row = PostRow
    full = PostDetail
    of_detail = of_collection = ("on",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action in ("retrieve", "collection") and request.query_params.get("on"):
            self.resource = replace(POST_LIST, subject=posts_subject(_day(request)))

    def complete(self, record: dict[str, Any], request: Request) -> None:
        record["on_day"] = None
        if request.query_params.get("on"):
            day, loader = _day(request), Loader(at=state_of_request(request).at)
            told = post_answers_on(day, record["slug"], loader)
            record["on_day"] = {
                "day": day.isoformat(),
                "not_held": told[Answer.NOT_HELD],
                "no_source_says": told[Answer.UNKNOWN],
            }

    def retrieve(self, request: Request, key: str) -> HttpResponseBase:
        answer = super().retrieve(request, key)
        day = request.query_params.get("on")
        if day and isinstance(answer, Response) and "holders_url" in answer.data:
            answer.data["holders_url"] += "?" + urlencode({"on": day})
        return answer


def _day(request: Request) -> Any:
    try:
        return DayField(required=False).clean(request.query_params["on"])
    except ValidationError as error:
        raise InvalidParameters({"on": error.messages}) from error
