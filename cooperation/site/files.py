from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from cooperation.queries.files import public_file
from cooperation.web import files


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    found = public_file(name)
    if found is None:
        raise Http404
    return files.file_answer(request, found.name, saved_as=found.saved_as)
