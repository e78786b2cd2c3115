"""Files on their way in: nobody fills the disk with what no form would take."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from cooperation.exchange.files import MOST_BYTES

MOST_AT_ONCE = 5 * MOST_BYTES
LONGEST_NAME = 50


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams files to disk, as much of them as forms take; of what is beyond only the size stays.

    The rest of the form is read to its end, so that it can come back with what was typed.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.written = 0
        self.is_whole = True

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        # The ending becomes part of a name on disk, which must not be too long for it.
        super().new_file(field_name, file_name[-LONGEST_NAME:], *args, **kwargs)
        self.is_whole = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.is_whole = self.is_whole and start <= MOST_BYTES and self.written <= MOST_AT_ONCE
        if self.is_whole:
            self.written += len(raw_data)
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return super().file_complete(file_size if self.is_whole else max(file_size, MOST_BYTES + 1))
