"""How a kept file is answered: as what it is, to be shown or saved, and nothing else with it."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from cooperation.exchange.scratch import BLOCK, read_blocks
from cooperation.rules import files
from cooperation.web import streaming

# Whatever a browser would make of the file, it may load, run and send nothing.
POLICY = "sandbox; default-src 'none'"
# What is larger waits for its reader, and counts among the long answers.
LARGE = 4 * BLOCK


def file_answer(request: HttpRequest, name: files.Name, *, saved_as: str = "") -> HttpResponseBase:
    """Answer with a file that the caller knows may be had; with a name to save it as, a download.

    A large one is refused with 503 while too many long answers are open. Raises Http404 if it is
    not there. A file never changes: its name is its ETag.
    """
    etag = f'"{name}"'
    try:
        size = default_storage.size(str(name))
        held = get_conditional_response(request, etag=etag)
        response = _whole(request, name, size) if held is None else held
    except FileNotFoundError as error:
        raise Http404 from error
    if response.status_code == 503:
        return response
    if response.status_code == 200:
        response["Content-Type"] = files.MEDIA_TYPES[name.ending]
        response["Content-Length"] = str(size)
        saving = content_disposition_header(as_attachment=bool(saved_as), filename=saved_as)
        response["Content-Disposition"] = saving or "inline"
    response["ETag"] = etag
    response["Content-Security-Policy"] = POLICY
    return response


def _whole(request: HttpRequest, name: files.Name, size: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    if size > LARGE:
        return streaming.stream_answer(request, _read(name), {})
    return FileResponse(default_storage.open(str(name)))


def _read(name: files.Name) -> Iterator[bytes]:
    with default_storage.open(str(name)) as file:
        yield from read_blocks(file)
