from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from cooperation.web.database import is_away


class InvalidParameters(exceptions.APIException):
    """Parameters that cannot be understood: 400, with the reasons by parameter."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.detail = errors  # type: ignore[assignment]


def api_error_answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the JSON answer to an error: `{"detail"}`, or reasons by parameter."""
    if is_away(error):
        return None
    if isinstance(error, (SuspiciousOperation, RequestDataTooBig)):
        error = exceptions.ParseError()
    return exception_handler(error, context)
