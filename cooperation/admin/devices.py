"""Browsers that have signed in before: no stranger who fails for a name keeps them out."""

import hashlib
import secrets
import unicodedata

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cooperation.models import User

LIFE_SECONDS = 180 * 24 * 3600


def account_of(name: str) -> str:
    """Return what all spellings of a user name have in common that sign in to one account."""
    return unicodedata.normalize("NFKC", name.strip()).upper().casefold()


def known_device(request: HttpRequest, name: str) -> str:
    """Return the id of the browser if the account of this name has signed in with it, else "".

    It ends with the password that was used: who has learnt that one learns nothing of the next.
    """
    cookie = _cookie(name)
    # A name with a NUL is nobody's, and no question to a database.
    if cookie not in request.COOKIES or "\0" in name:
        return ""
    user = User.objects.filter(username__iexact=name.strip()).first()
    if user is None:
        return ""
    return request.get_signed_cookie(cookie, "", salt=_salt(user), max_age=LIFE_SECONDS) or ""


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser of an answer be known for the account that has just signed in with it."""
    name = user.get_username()
    response.set_signed_cookie(
        _cookie(name),
        known_device(request, name) or secrets.token_urlsafe(12),
        salt=_salt(user),
        max_age=LIFE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(name: str) -> str:
    digest = hashlib.sha256(account_of(name).encode()).hexdigest()
    return f"{settings.COOKIE_PREFIX}device-{digest[:16]}"


def _salt(user: User) -> str:
    return f"device {user.pk} {user.get_session_auth_hash()}"
