"""Settings of the accounts: one login for the desk, second factors, what is throttled."""

AUTH_USER_MODEL = "cooperation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PASSWORD_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{PASSWORD_RULES}.CommonPasswordValidator"},
    {"NAME": f"{PASSWORD_RULES}.NumericPasswordValidator"},
    {"NAME": f"{PASSWORD_RULES}.UserAttributeSimilarityValidator"},
]

# Links to choose a password, and invitations.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# A working day, and no longer than the browser stays open.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "cooperation.admin.accounts.AccountAdapter"
# By name alone: trying an address of mail as well would take longer for one that is known.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "change_password": "cooperation.admin.counted_forms.OtherPasswordForm",
    "reset_password": "cooperation.admin.accounts.ForgottenPasswordForm",
}
# Its own limits sleep in a request and let a stranger lock an account: ours are in
# cooperation/admin/throttling.py.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

MFA_ADAPTER = "cooperation.admin.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "cooperation.admin.counted_forms.CodeForm",
    "reauthenticate": "cooperation.admin.counted_forms.CodeAgainForm",
    "activate_totp": "cooperation.admin.counted_forms.FirstCodeForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts are made by invitation: nobody takes an address that is not theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
