"""Codes by the words that the desk shows for them, in every language of the register."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.rules.folding import fold_text


class Labels:
    """A list of codes, each with what is shown for it. How texts are cased plays no part."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._labelled: dict[str, list[str]] = defaultdict(list)
        for code, labels in entries:
            self._codes[fold_text(code)].append(code)
            for label in {fold_text(label) for label in labels if label}:
                self._labelled[label].append(code)

    def code(self, text: str) -> str | None:
        """Return the code that a text stands for, None if for none.

        Raises ValueError where it stands for several.
        """
        key = fold_text(text)
        codes = self._codes.get(key) or self._labelled.get(key, [])
        if len(codes) > 1:
            raise ValueError(
                _("“%(text)s” may be any of these: %(codes)s. Write the code.")
                % {"text": text, "codes": ", ".join(codes)}
            )
        return codes[0] if codes else None


def labels_of_choices(choices: Iterable[tuple[Any, Any]]) -> Labels:
    """Return the labels of a closed list, whose words are translated when they are shown."""
    known = [(str(code), label) for code, label in choices if code not in ("", None)]
    shown: dict[str, list[str]] = defaultdict(list)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, label in known:
                shown[code].append(str(label))
    return Labels(shown.items())
