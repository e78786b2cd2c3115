"""Second factors: whose role asks for one, and the picture that an app reads its secret from."""

from ipaddress import ip_address

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.admin.guarded import editor_of
from cooperation.models import User

ADMINISTRATOR = "administrator"
# Where the page that sets an app up leaves its secret for the picture.
DRAWN_SECRET = "second_factor_secret"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_asked(user: User) -> bool:
    """Tell whether a role of this user asks for a second factor. A superuser administers too."""
    roles = settings.SECOND_FACTOR_ROLES
    if not roles:
        return False
    return (user.is_superuser and ADMINISTRATOR in roles) or user.groups.filter(
        name__in=roles
    ).exists()


def is_missing(user: User) -> bool:
    return is_asked(user) and not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def may_use_passkeys(host: str) -> bool:
    """Tell whether browsers offer passkeys under this name: they do not for bare addresses."""
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return True
    return False


def passkeys_context(request: HttpRequest) -> dict[str, bool]:
    """Tell every page of the desk (a context processor) whether passkeys work where it is read."""
    return {"passkeys_work": may_use_passkeys(request.get_host())}


@require_safe
@login_required
@reauthentication_required(app="allauth.mfa")
def qr_code(request: HttpRequest) -> HttpResponse:
    secret = request.session.get(DRAWN_SECRET)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(editor_of(request), secret))
    return HttpResponse(drawing, content_type="image/svg+xml")
