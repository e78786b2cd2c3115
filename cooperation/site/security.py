"""Whom to tell of a weakness of the register itself, as RFC 9116 has machines ask for it."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperation.web import languages

# Less than a year, so the standard advises; whoever runs the register need not think of it.
LIFE = dt.timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer with the contact that is set; raises Http404 where none is."""
    if not settings.CONTACT:
        raise Http404
    midnight = timezone.now().astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {address}" for address in settings.CONTACT),
        f"Expires: {midnight + LIFE:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages.languages_with_addresses())}",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
