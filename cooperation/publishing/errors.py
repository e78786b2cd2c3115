from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models import Revision


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a record cannot be public: what is wrong, and with which field or part."""

    record: str
    place: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.record}, {self.place}: {self.message}"
            if self.place
            else (f"{self.record}: {self.message}")
        )


class PublishingError(Exception):
    """An act of publishing that was refused; nothing was changed. Its text is for the editor."""


class NotReady(PublishingError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class StillNamed(PublishingError):
    def __init__(self, record: str, namers: Sequence[str]) -> None:
        self.record, self.namers = record, tuple(namers)
        super().__init__(
            _("%(record)s is named by %(namers)s. Change or withdraw those first.")
            % {"record": record, "namers": ", ".join(namers)}
        )


class NotPermitted(PublishingError):
    pass


class InvalidRecord(PublishingError):
    pass


class Overtaken(PublishingError):
    def __init__(self, record: str) -> None:
        self.record = record
        super().__init__(
            _(
                "%(record)s was changed after this draft of it was begun. Open the draft, compare "
                "it with what is live, and save it again."
            )
            % {"record": record}
        )


class ChangedMeanwhile(PublishingError):
    """Somebody changed a record after the editor saw it; `theirs` is what they made of it."""

    def __init__(self, theirs: Revision) -> None:
        self.theirs = theirs
        moment = date_format(timezone.localtime(theirs.at), "j F Y, H:i")
        super().__init__(
            _("“%(record)s” was changed by %(user)s on %(moment)s, after you opened it.")
            % {
                "record": theirs.title,
                "user": theirs.user or _("the register itself"),
                "moment": moment,
            }
        )


def said_by_database(error: Exception) -> str:
    """Return what a refusal of the database means to the editor."""
    for model in apps.get_app_config("cooperation").get_models():
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return str(constraint.get_violation_error_message())
    return _(
        "The change was not saved: another record holds one of its values already, or a row "
        "that it names was deleted meanwhile. Check addresses, identifiers, tags and links."
    )
