"""How contents and what differs between them read to an editor."""

from django.db import models
from django.utils.translation import gettext as _

from cooperation.models import Revision, differences
from cooperation.models.content import Content, referred_to
from cooperation.models.differences import Difference
from cooperation.models.wording import Wording
from cooperation.publishing import content_writing


class DeskWording(Wording):
    """Words contents with what editors write beside it.

    What they refer to is loaded at once: a query for each kind, and one more where something is
    gone, which keeps the name of its last revision.
    """

    def __init__(self, model: type[models.Model], *contents: Content) -> None:
        super().__init__(model, *contents, named=_names(model, *contents))

    def date(self, edtf: str, language: str) -> str:
        return f"{super().date(edtf, language)} ({edtf})"


def differences_in_words(
    model: type[models.Model], before: Content | None, after: Content | None
) -> list[Difference]:
    """Return what differs between two contents of a record; None is no content at all.

    Linked records have their present names.
    """
    contents = [content for content in (before, after) if content is not None]
    return differences.list_differences(before, after, DeskWording(model, *contents))


def _names(
    model: type[models.Model], *contents: Content
) -> dict[tuple[type[models.Model], str], models.Model]:
    found = dict(content_writing.rows_referred_to(model, *contents))
    wanted = referred_to(model, *contents)
    gone = {(kind, uid) for kind, uids in wanted.items() for uid in uids} - set(found)
    if gone:
        past = Revision.objects.filter(record_uid__in=[uid for _kind, uid in gone])
        named = past.order_by("id").values_list("record_uid", "title")
        titles = {str(uid): title for uid, title in named}
        for kind, uid in gone:
            title = _("%(name)s (deleted)") % {"name": titles.get(uid, uid)}
            found[kind, uid] = kind(**{f"{_name_field(kind)}_en": title})
    return found


def _name_field(kind: type[models.Model]) -> str:
    names = {field.name for field in kind._meta.fields}
    return getattr(kind, "name_field", "label" if "label_en" in names else "name")
