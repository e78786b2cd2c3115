"""How a kept file is answered: as what it is, to be shown or saved, and nothing else with it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from cooperation.rules import files

# Whatever a browser would make of the file, it may load, run and send nothing.
POLICY = "sandbox; default-src 'none'"


def answer(request: HttpRequest, name: files.Name, *, saved_as: str = "") -> HttpResponseBase:
    """Answer with a file that the caller knows may be had; with a name to save it as, a download.

    Raises Http404 if it is not there. A file never changes: its name is its ETag.
    """
    etag = f'"{name}"'
    try:
        size = default_storage.size(str(name))
        held = get_conditional_response(request, etag=etag)
        response = _whole(request, name) if held is None else held
    except FileNotFoundError as error:
        raise Http404 from error
    if response.status_code == 200:
        response["Content-Type"] = files.MEDIA_TYPES[name.ending]
        response["Content-Length"] = str(size)
        saving = content_disposition_header(as_attachment=bool(saved_as), filename=saved_as)
        response["Content-Disposition"] = saving or "inline"
    response["ETag"] = etag
    response["Content-Security-Policy"] = POLICY
    return response


def _whole(request: HttpRequest, name: files.Name) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    return FileResponse(default_storage.open(str(name)))
