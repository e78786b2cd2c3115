"""Who may do what to a record: Django's permissions `publish_*` and `archive_*`."""

from django.db import models
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.publishing.errors import NotPermitted


def is_permitted(user: User | None, verb: str, model: type[models.Model] | models.Model) -> bool:
    """Tell whether `user` may `verb` records of this kind; None is the register itself."""
    return user is None or user.has_perm(f"cooperation.{verb}_{model._meta.model_name}")


def require_permission(user: User | None, verb: str, record: models.Model) -> None:
    if not is_permitted(user, verb, record):
        raise NotPermitted(
            _("%(user)s has no permission to %(verb)s %(kind)s.")
            % {"user": user, "verb": verb, "kind": record._meta.verbose_name_plural}
        )
