import os
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

USERNAME = "administrator"
VARIABLE = "REGISTER_ADMIN_PASSWORD"


class Command(BaseCommand):
    help = f"Makes the user {USERNAME!r} where no administrator exists yet."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        given = os.environ.get(VARIABLE, "")
        password = given or secrets.token_urlsafe(15)
        try:
            validate_password(password, users.model(username=USERNAME))
        except ValidationError as error:
            raise CommandError(f"{VARIABLE}: {' '.join(error.messages)}") from None
        if users.filter(username=USERNAME).exists():
            raise CommandError(
                f"No administrator exists, but {USERNAME!r} is taken by another user. "
                "Make one with: manage.py createsuperuser"
            )
        users.create_superuser(username=USERNAME, password=password)
        shown = f"the value of {VARIABLE}" if given else password
        line = "=" * 64
        self.stdout.write(
            f"\n{line}\n  The first administrator can sign in at /admin/\n\n"
            f"    user name  {USERNAME}\n    password   {shown}\n\n"
            f"  This is shown once. Change it after signing in.\n{line}\n\n"
        )
