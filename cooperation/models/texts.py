"""Columns and form fields of texts: what they take is folded by `rules.plain_text`.

A text is folded wherever it becomes a value: in a form, in validation, in a content that is laid
over rows, and in whatever is written to the database, in bulk too.
"""

from typing import Any, ClassVar

from django import forms
from django.db import models

from cooperation.rules.plain_text import one_line, several_lines


class LineInput(forms.CharField):
    """One line of text as somebody typed it; one of nothing but unseen signs is empty."""

    @staticmethod
    def fold(text: str) -> str:
        return one_line(text)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.fold(value) if isinstance(value, str) else value)


class LinesInput(LineInput):
    """Several lines of text; the widget is for the form to choose."""

    @staticmethod
    def fold(text: str) -> str:
        return several_lines(text)


class UrlInput(LineInput, forms.URLField):
    def __init__(self, *, assume_scheme: str = "https", **kwargs: Any) -> None:
        super().__init__(assume_scheme=assume_scheme, **kwargs)


class _TextColumn(models.Field):
    input_class: ClassVar[type[forms.Field]] = LineInput
    plain_class: ClassVar[type[models.Field]]

    @staticmethod
    def fold(text: str) -> str:
        return one_line(text)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.fold(text) if isinstance(text, str) else text

    def formfield(
        self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any
    ) -> Any:
        return super().formfield(
            form_class=form_class or self.input_class,
            choices_form_class=choices_form_class,
            **kwargs,
        )

    def deconstruct(self) -> Any:
        # For a migration it is a column like any other: folding changes none.
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain_class.__name__}", args, kwargs


class LineField(_TextColumn, models.CharField):
    """One line of text."""

    plain_class = models.CharField


class LinesField(_TextColumn, models.TextField):
    """Several lines of text, each ended by U+000A."""

    input_class = LinesInput
    plain_class = models.TextField

    @staticmethod
    def fold(text: str) -> str:
        return several_lines(text)


class UrlField(_TextColumn, models.URLField):
    """An address on the web."""

    input_class = UrlInput
    plain_class = models.URLField
