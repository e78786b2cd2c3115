"""Whom a change waits for, and which kinds of record someone has to do with."""

from django.db.models import Q

from cooperation.models import User
from cooperation.models.base import record_models
from cooperation.publishing.permissions import is_permitted
from cooperation.vocabulary.workflow import Pending


def kinds_permitted(user: User, verb: str) -> list[str]:
    """Return the kinds of record that someone may `verb`."""
    return [
        str(model._meta.model_name) for model in record_models() if is_permitted(user, verb, model)
    ]


def waiting_for(user: User) -> Q:
    """Return the condition of what waits for someone: to review, or to change as asked."""
    to_review = Q(state=Pending.IN_REVIEW, record_type__in=kinds_permitted(user, "publish"))
    to_change = Q(state=Pending.CHANGES_REQUESTED, author=user)
    return (to_review & ~Q(author=user)) | to_change
