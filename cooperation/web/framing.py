"""Which answers other sites may show in a frame: the pictures made for that, and nothing else."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponseBase

GOOD = (200, 304)


def allow_framing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let other sites show a view's good answers in a frame; its errors stay refused."""

    @wraps(view)
    def answer(*args: object, **kwargs: object) -> HttpResponseBase:
        response = view(*args, **kwargs)
        # A browser takes over the headers of a 304.
        return allow_frames(response) if response.status_code in GOOD else response

    return answer


def allow_frames(response: HttpResponseBase) -> HttpResponseBase:
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    return response


def is_allowed(response: HttpResponseBase) -> bool:
    return getattr(response, "xframe_options_exempt", False)
