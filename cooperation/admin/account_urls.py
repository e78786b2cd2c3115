"""The addresses of signing in and of one's own account. Nobody signs up: accounts are invited."""

from allauth.account import views
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import include, path, re_path

from cooperation.admin import second_factor
from cooperation.admin.account_views import AppSetUp, PasswordChange, PasswordFromLink
from cooperation.admin.throttling import FORGOTTEN, PASSKEY, SIGNING_IN, limit_view

sign_in = limit_view(SIGNING_IN, "POST")(views.login)
forgotten = limit_view(FORGOTTEN, "POST")(views.password_reset)
from_link = limit_view(FORGOTTEN, "GET", "POST")(PasswordFromLink.as_view())
# Each call to begin with a passkey leaves a row in the sessions, so reading it counts as well.
with_passkey = limit_view(PASSKEY, "GET", "POST")(login_webauthn)

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", PasswordChange.as_view(), name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        from_link,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/totp/qr.svg", second_factor.qr_code, name="second_factor_qr_code"),
    path("2fa/totp/activate/", AppSetUp.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/login/", with_passkey, name="mfa_login_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
