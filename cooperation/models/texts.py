"""Columns and form fields of texts: what they take is folded by `rules.plain_text`.

A text is folded wherever it becomes a value: in a form, in validation, in a content that is laid
over rows, and in whatever is written to the database, in bulk too.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db import models

from cooperation.rules.plain_text import one_line, several_lines


class LineInput(forms.CharField):
    """One line of text as somebody typed it; one of nothing but unseen signs is empty."""

    fold: ClassVar[Callable[[str], str]] = staticmethod(one_line)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.fold(value) if isinstance(value, str) else value)


class LinesInput(LineInput):
    """Several lines of text; the widget is for the form to choose."""

    fold = staticmethod(several_lines)


class UrlInput(LineInput, forms.URLField):
    def __init__(self, *, assume_scheme: str = "https", **kwargs: Any) -> None:
        super().__init__(assume_scheme=assume_scheme, **kwargs)


class _TextColumn(models.Field):
    fold: ClassVar[Callable[[str], str]] = staticmethod(one_line)
    input_class: ClassVar[type[forms.Field]] = LineInput
    plain_class: ClassVar[type[models.Field]]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.fold(text) if isinstance(text, str) else text

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.input_class} | kwargs)

    def deconstruct(self) -> Any:
        # For a migration it is a column like any other: folding changes none.
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain_class.__name__}", args, kwargs


class LineField(_TextColumn, models.CharField):
    """One line of text."""

    plain_class = models.CharField


class LinesField(_TextColumn, models.TextField):
    """Several lines of text, each ended by U+000A."""

    fold = staticmethod(several_lines)
    input_class = LinesInput
    plain_class = models.TextField


class UrlField(_TextColumn, models.URLField):
    """An address on the web."""

    input_class = UrlInput
    plain_class = models.URLField
