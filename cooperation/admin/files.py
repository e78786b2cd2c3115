"""Pictures and documents at the desk: their rows, and what of them is not public yet."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cooperation.admin.base import RecordAdmin
from cooperation.admin.guarded import editor_of
from cooperation.admin.inlines import CITED, CitedForm, CitedInline
from cooperation.admin.parts import PartInline
from cooperation.admin.uploads import Accepted, DocumentField, PictureField, read_ahead
from cooperation.models import Document, Picture
from cooperation.models.base import Part
from cooperation.models.files import ATTACHED, KeptFile
from cooperation.publishing.permissions import is_permitted
from cooperation.rules import files
from cooperation.web.files import file_answer


class FiledAdmin(RecordAdmin):
    """A kind of root that has pictures and documents."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        read_ahead(request)
        return super().changeform_view(request, object_id, form_url, extra_context)


class FileForm(CitedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the row shows: a file that was chosen just now is not it.
        self.instance.shown_name = str(self.instance.file)

    def save(self, commit: bool = True) -> KeptFile:
        chosen = self.cleaned_data.get("file")
        if isinstance(chosen, Accepted):
            kept = chosen.keep()
            self.instance.file = kept.name
            for name, value in kept.columns.items():
                setattr(self.instance, name, value)
        return super().save(commit)


class FileInline(CitedInline):
    """A file with all its texts is no row of a table."""

    template = "admin/edit_inline/stacked.html"
    form = FileForm
    readonly_fields = ("shown",)
    rows: tuple[Any, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": (*self.rows, (*CITED, "position"))})]

    @admin.display(description=gettext_lazy("as it is kept"))
    def shown(self, part: KeptFile) -> str:
        name = files.parse_file_name(getattr(part, "shown_name", ""))
        return self.preview(part, name) if name else _("None yet.")

    def preview(self, part: Any, name: files.Name) -> SafeString:
        raise NotImplementedError


class PictureInline(FileInline):
    rows = (
        ("file", "shown"),
        ("alt_en", "alt_km"),
        "is_decorative",
        ("caption_en", "caption_km"),
        ("credit", "licence"),
    )
    formfield_overrides = {
        **PartInline.formfield_overrides,
        models.FileField: {"form_class": PictureField, "widget": PictureField.widget},
    }

    def preview(self, part: Picture, name: files.Name) -> SafeString:
        width = files.picture_widths(part.width)[0]
        return format_html(
            '<a href="{}"><img class="kept" src="{}" alt="{}" width="{}" height="{}"></a>',
            desk_address(name),
            desk_address(name._replace(width=width, ending=files.WEBP)),
            part.alt or _("decorative picture"),
            width,
            files.scaled_height(part.width, part.height, width),
        )


class DocumentInline(FileInline):
    rows = (("file", "shown"), ("title_en", "title_km"), "language", ("credit", "licence"))
    formfield_overrides = {
        **PartInline.formfield_overrides,
        models.FileField: {"form_class": DocumentField, "widget": DocumentField.widget},
    }

    def preview(self, part: Document, name: files.Name) -> SafeString:
        return format_html(
            '<a href="{}">PDF, {}</a>', desk_address(name), files.size_words(part.size)
        )


FILES: dict[type[Part], type[PartInline]] = {Picture: PictureInline, Document: DocumentInline}


def desk_address(name: files.Name) -> str:
    return reverse("desk-file", args=[str(name)])


@require_safe
def desk_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with any kept file, to those who may look at all kinds of record that have files.

    Drafts and old revisions name files too; random names tell nothing of who does.
    """
    owners: list[Any] = [Picture._meta.get_field(owner).related_model for owner in ATTACHED]
    if not all(is_permitted(editor_of(request), "view", owner) for owner in owners):
        raise PermissionDenied
    found = files.parse_file_name(name)
    if found is None:
        raise Http404
    return file_answer(
        request, found, saved_as=name if found.ending == files.DOCUMENT_ENDING else ""
    )
