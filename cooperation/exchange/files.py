"""What a stranger's file becomes when it is read: contents of our own, ready to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 20_000_000


class UnreadableFile(Exception):
    """A file that is not taken; its text tells the editor why and what to do."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it shall be kept.

    `contents` are the bytes by name, that of `name` itself and of its renditions; `columns` are
    the values of the row that follow from them.
    """

    name: str
    contents: Mapping[str, bytes]
    columns: Mapping[str, int | None]


def check_size(count: int) -> None:
    if count > MOST_BYTES:
        raise UnreadableFile(
            _(
                "The file is larger than %(most)d MB, or came with too many others. "
                "Choose a smaller one, or fewer at once."
            )
            % {"most": MOST_BYTES // 1_000_000}
        )
    if count == 0:
        raise UnreadableFile(_("The file is empty. Choose another."))
