"""Files as an editor chooses them in a form, and what is kept of them."""

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import files


def upload(data: bytes, name: str = "hall.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture_row(**fields):
    chosen = upload(files.image())
    return {"file": chosen, "alt_en": "A hall", "licence": "CC0-1.0"} | fields


def document_row(**fields):
    chosen = upload(files.pdf(pages=2), "plan.pdf")
    return {"file": chosen, "title_en": "A plan", "licence": "CC0-1.0"} | fields


def kept() -> list[str]:
    try:
        return default_storage.listdir("")[1]
    except FileNotFoundError:
        return []
