from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.queries.post import holders_on, post_answers_on
from cooperation.queries.resources import POST_LIST
from cooperation.site.day import asked_day, day_in_words
from cooperation.site.pages import Context, answer_detail, answer_list
from cooperation.web.conditional import conditional, state_of_request
from cooperation.web.former_names import with_present_names
from cooperation.web.listing import Listing


@require_safe
@conditional
@with_present_names
def post_list(request: HttpRequest) -> HttpResponse:
    def more(found: Listing) -> Context:
        day = found.filters.form.cleaned_data.get("on")
        if day is None:
            return {"spoken": "", "held": {}}
        loader = Loader(at=state_of_request(request).at)
        return {
            "spoken": day_in_words(day),
            "held": holders_on(day, [row["uid"] for row in found.rows], loader),
        }

    return answer_list(request, POST_LIST, "posts/list.html", more)


@require_safe
@conditional
def post_detail(request: HttpRequest, slug: str) -> HttpResponse:
    loader = Loader(at=state_of_request(request).at)
    context = asked_day(request, lambda day: post_answers_on(day, slug, loader))
    return answer_detail(request, POST_LIST, slug, "posts/detail.html", more=lambda _: context)
