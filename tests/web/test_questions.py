import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cooperation.web.questions import plain_questions


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("q=a%0ab&q=%e2%80%aec", {"q": ["a b", "c"]}),
        ("co%c2%adlour=1", {"colour": ["1"]}),
        ("q=a%20+b&kind=", {"q": ["a  b"], "kind": [""]}),
        (
            "q=%e1%9e%80%e2%80%8b%e1%9e%81&on=2026-01-01%e2%80%8b",
            {"q": ["ក\u200bខ"], "on": ["2026-01-01"]},
        ),
    ],
)
def test_a_parameter_is_one_line_without_unseen_signs(asked, read):
    seen = []

    def view(request):
        seen.append(dict(request.GET.lists()))
        return HttpResponse()

    plain_questions(view)(RequestFactory().get("/", QUERY_STRING=asked))
    assert seen == [read]
