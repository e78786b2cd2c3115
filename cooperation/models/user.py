from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who edits the register. Readers have no account."""
