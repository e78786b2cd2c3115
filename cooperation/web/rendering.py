"""The public page of a record, rendered for someone else than the reader who asks for it."""

import datetime as dt
import re
from html import escape

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.rules import files

MAIN = '<main id="main">'
HEAD = "</head>"
FILE = re.compile(rf'(?<=["\s])/(?:km/)?media/(?={files.STEM.pattern})')
signer = Signer(salt="preview")


def public_page(address: str, asked: HttpRequest) -> str:
    """Return the page at a path of the site as its reader would get it, from the present rows."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", address, address
    request.META = {
        name: asked.META[name]
        for name in ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "wsgi.url_scheme")
        if name in asked.META
    }
    match = resolve(address)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response.content.decode()


def mark_preview(page: str, *, by: object, until: dt.datetime) -> str:
    """Return a page marked as a preview, for eyes and for robots."""
    moment = date_format(timezone.localtime(until), "j F Y, H:i")
    note = _(
        "Preview, made by %(user)s. This is a draft and not public: do not cite it. "
        "The link works until %(moment)s, Phnom Penh time."
    ) % {"user": by, "moment": moment}
    banner = f'{MAIN}<p class="note" role="note"><strong>{escape(note)}</strong></p>'
    robots = f'<meta name="robots" content="noindex, nofollow">{HEAD}'
    # Files of a draft are given to whoever has its preview, at an address below it.
    page = FILE.sub("media/", page)
    return page.replace(MAIN, banner, 1).replace(HEAD, robots, 1)


def preview_address(pk: int) -> str:
    """Return the path that shows a kept preview to whoever has it."""
    return reverse("preview", args=[signer.sign(str(pk))])


def preview_key(token: str) -> int | None:
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        return None
