"""What a template prints is marked with its language where that is not the page's."""

import pytest
from django.utils.translation import gettext_lazy, override
from jinja2 import DictLoader

from cooperation.site.templating import environment

KHMER, ENGLISH = "កិច្ចប្រជុំ", "Meeting"
PLACES = {
    "between tags": "<p>{{ x }}</p>",
    "after a tag with quotes": """<p title="a > b" class='c'>{{ x }}</p>""",
    "in a branch": "<p>{% if x %}{{ x }}{% endif %}</p>",
    "made of several": "<p>{{ [x]|join(', ') }}</p>",
    "after words of ours": "<p><option>a</option>{{ x }}</p>",
}
ELSEWHERE = {
    "in an attribute": '<p title="{{ x }}">a</p>',
    "in an attribute that may be absent": '<p{% if x %} title="{{ x }}"{% endif %}>a</p>',
    "in a choice": "<option value='1'>{{ x }}</option>",
    "in a picture": "<svg><text>{{ x }}</text></svg>",
    "in the title": "{% block title %}{{ x }}{% endblock %}",
    "already safe": "<p>{{ x|e }}</p>",
    "an address": "<p>{{ {'url': x}|address }}</p>",
}


def shown(source: str, language: str, **context) -> str:
    env = environment(loader=DictLoader({"page": source}), autoescape=True)
    with override(language):
        return env.get_template("page").render(context)


@pytest.mark.parametrize("source", PLACES.values(), ids=PLACES)
def test_a_text_in_another_language_is_marked(source):
    marked = f'<span lang="en">{ENGLISH}</span>'
    assert shown(source, "km", x=ENGLISH) == shown(source, "en", x=ENGLISH).replace(ENGLISH, marked)
    marked = f'<span lang="km">{KHMER}</span>'
    assert shown(source, "en", x=KHMER) == shown(source, "km", x=KHMER).replace(KHMER, marked)


@pytest.mark.parametrize("source", ELSEWHERE.values(), ids=ELSEWHERE)
def test_where_no_element_can_stand_nothing_is_marked(source):
    assert "<span" not in shown(source, "km", x=ENGLISH)
    assert ENGLISH in shown(source, "km", x=ENGLISH)


@pytest.mark.parametrize("text", ["12", "S1 ¶5", "–", "ព្រឹត្តិការណ៍ ILO", ""])
def test_what_is_in_the_language_of_the_page_or_in_none_is_not_marked(text):
    assert shown("<p>{{ x }}</p>", "km", x=text) == f"<p>{text}</p>"


def test_what_is_marked_is_still_escaped():
    assert shown("<p>{{ x }}</p>", "km", x="<b>Work</b>") == (
        '<p><span lang="en">&lt;b&gt;Work&lt;/b&gt;</span></p>'
    )


def test_words_of_ours_are_not_marked_even_where_nobody_has_translated_them():
    assert shown("<p>{{ x }}</p>", "km", x=gettext_lazy("Not in any catalogue")) == (
        "<p>Not in any catalogue</p>"
    )


def test_an_attribute_with_a_text_of_a_record_has_its_language_beside_it():
    source = '<img alt="{{ x }}"{{ x|lang_of }}>'
    assert shown(source, "km", x=ENGLISH) == f'<img alt="{ENGLISH}" lang="en">'
    assert shown(source, "en", x=ENGLISH) == f'<img alt="{ENGLISH}">'
