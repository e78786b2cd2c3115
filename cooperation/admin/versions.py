"""The versions of a record that the desk can show and compare, as addresses name them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.admin.links import DIGITS_OF_A_KEY
from cooperation.models import Draft, Revision
from cooperation.models.base import Record
from cooperation.models.content import Content
from cooperation.vocabulary.workflow import State

LIVE, DRAFT, PREVIOUS = "live", "draft", "previous"


@dataclass(slots=True)
class Side:
    """A version that may be compared, as the page names it; none at all has no revision."""

    key: str
    label: str
    revision: Revision | None
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def content(self) -> Content | None:
        return None if self.revision is None else self.revision.content


@dataclass(slots=True)
class History:
    """What the page shows of a record, there or deleted (`record` is None)."""

    model: type[models.Model]
    uid: UUID
    record: Any
    last: Revision
    draft: Draft | None

    @property
    def is_live(self) -> bool:
        return isinstance(self.record, Record) and self.record.state == State.PUBLISHED

    @property
    def now(self) -> Side:
        """What the rows hold: what readers see, or what stands for them."""
        if self.record is None:
            return Side("", _("Deleted"), None)
        return Side(LIVE, _("Live") if self.is_live else _("As it stands"), self.last)

    @property
    def waiting(self) -> Side | None:
        return None if self.draft is None else Side(DRAFT, _("Draft"), self.draft.revision)

    def side(self, key: str) -> Side | None:
        """Return the version that a parameter of the address means; None if there is none."""
        if key in ("", LIVE):
            return self.now
        if key == DRAFT:
            return self.waiting
        if not (key.isascii() and key.isdecimal() and len(key) <= DIGITS_OF_A_KEY):
            return None
        found = Revision.objects.filter(record_uid=self.uid, pk=int(key)).first()
        return None if found is None else Side(key, version_name(found), found)

    def before(self, key: str, after: Side) -> Side | None:
        if key != PREVIOUS or after.revision is None:
            return self.side(key)
        older = Revision.objects.filter(record_uid=self.uid, pk__lt=after.revision.pk)
        found = older.order_by("-pk").first()
        return Side(PREVIOUS, version_name(found) if found else _("Nothing"), found)


def version_name(revision: Revision) -> str:
    local = timezone.localtime(revision.at)
    return _("%(moment)s, %(action)s") % {
        "moment": f"{local:%Y-%m-%d %H:%M}",
        "action": revision.get_action_display(),
    }
