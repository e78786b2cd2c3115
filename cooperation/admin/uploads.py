"""Files as editors choose them: read and checked as the form is, kept as the form is saved."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cooperation.exchange.documents import read_document
from cooperation.exchange.files import ReadFile, UnreadableFile, check_size
from cooperation.exchange.pictures import read_picture
from cooperation.publishing import files


class Accepted(ContentFile):
    """An upload that was read, under the name that it will have."""

    def __init__(self, found: ReadFile) -> None:
        super().__init__(found.contents[found.name], name=found.name)
        self.found = found
        self.is_kept = False

    def keep(self) -> ReadFile:
        """Write it, once however often the form is saved."""
        if not self.is_kept:
            files.write_files(self.found.contents)
            self.is_kept = True
        return self.found


class ChosenFile(forms.FileInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if not isinstance(value, UploadedFile):
            return field
        emptied = gettext(
            "“%(name)s” is not kept yet: browsers empty this field when a form comes back. "
            "Choose the file again."
        )
        return format_html('{}<p class="emptied">{}</p>', field, emptied % {"name": value.name})


class ReadFileField(forms.FileField):
    """A file as `read` takes it; why it does not is said at the field."""

    read: Callable[[bytes], ReadFile]

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        # The name that a file had on the editor's machine may be as long as it likes.
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data: Any) -> Accepted | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        if not hasattr(upload, "accepted"):
            upload.accepted = self._accepted(upload)
        return upload.accepted

    def bound_data(self, data: Any, initial: Any) -> Any:
        # For the widget, which says what the browser has forgotten.
        return data if isinstance(data, UploadedFile) else initial

    def _accepted(self, upload: Any) -> Accepted:
        try:
            check_size(upload.size)
            upload.seek(0)
            return Accepted(type(self).read(upload.read()))
        except UnreadableFile as refusal:
            raise ValidationError(str(refusal)) from refusal


class PictureField(ReadFileField):
    read = staticmethod(read_picture)
    widget = ChosenFile(attrs={"accept": ".jpg,.jpeg,.png,.webp"})


class DocumentField(ReadFileField):
    read = staticmethod(read_document)
    widget = ChosenFile(attrs={"accept": ".pdf"})


FIELDS: dict[str, type[ReadFileField]] = {"pictures": PictureField, "documents": DocumentField}


def read_ahead(request: HttpRequest) -> None:
    """Read the files of a form before the transaction that saves it begins.

    A large picture takes a second, for which no other editor should have to wait.
    """
    for name, upload in request.FILES.items():
        kind = re.sub(r"-\d+-file$", "", name)
        if kind in FIELDS:
            with suppress(ValidationError):
                FIELDS[kind]().to_python(upload)
