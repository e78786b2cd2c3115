"""Copies of public answers, marked as such, for the time in which the database cannot answer."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.web import languages
from cooperation.web.kept_answers import Answer
from cooperation.web.wsgi import Headers

# From when the register was last seen; after that nobody knows what may still be told.
MOST_SECONDS = 3600
MAIN = b'<main id="main">'
NOT_OF_A_COPY = {"cache-control", "content-encoding", "content-length", "etag"}


def mark_copy(answer: Answer, path: str) -> tuple[Headers, bytes]:
    """Return headers and body of a copy, which says that it is one."""
    with override(languages.of_path(path)):
        note = _("The register cannot reach its records right now. This is its last good copy.")
    body = answer.plain_body().replace(MAIN, MAIN + f'<p class="note">{note}</p>'.encode(), 1)
    headers = [item for item in answer.headers if item[0].lower() not in NOT_OF_A_COPY]
    headers += [
        ("Cache-Control", "no-store"),
        ("Warning", '110 - "Response is Stale"'),
        ("Content-Length", str(len(body))),
    ]
    return headers, body
