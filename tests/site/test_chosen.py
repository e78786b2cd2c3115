import re

import pytest

from tests import factories
from tests.queries.test_options import theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> None:
    factories.make_event(title="Old talks", date="2024", parts=[theme("wages")])
    factories.make_event(title="New talks", date="2026", parts=[theme("pay"), theme("wages")])


def page(client, query: str) -> str:
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    return response.content.decode()


def options(text: str) -> dict[str, str]:
    found = re.findall(
        r'name="theme" value="([^"]*)"( checked)?><span>[^<]*</span>'
        r'<span class="n"><span class="vh">: </span>([^<]*)</span>',
        text,
    )
    return {value + ("*" if chosen else ""): count for value, chosen, count in found}


def chips(text: str) -> dict[str, str]:
    found = re.search(r'<div class="chips".*?</div>', text, re.DOTALL)
    links = re.findall(r'<a[^>]* href="([^"]*)">(.*?)</a>', found[0]) if found else []
    return {re.sub("<[^>]+>", "", label).strip(): address for address, label in links}


def test_each_value_shows_how_many_it_would_leave(client, events):
    assert options(page(client, "")) == {"pay": "1", "wages": "2"}
    assert options(page(client, "?year=2024")) == {"wages": "1"}
    assert options(page(client, "?year=2024&theme=pay")) == {"pay*": "0", "wages": "1"}


def test_what_is_chosen_is_named_and_can_be_removed_one_by_one(client, events):
    text = page(client, "?theme=wages&theme=pay&q=talks&cursor=&ordering=date")
    assert chips(text) == {
        "Remove: Words: talks": "?theme=wages&amp;theme=pay&amp;ordering=date",
        "Remove: Theme: Wages": "?theme=pay&amp;q=talks&amp;ordering=date",
        "Remove: Theme: Pay": "?theme=wages&amp;q=talks&amp;ordering=date",
        "Remove all": "/events/",
    }
    assert chips(page(client, "?year=2026")) == {"Remove: Year: 2026": "/events/"}
    assert chips(page(client, "")) == {}


def test_a_value_that_is_repeated_is_named_once_and_too_many_are_cut(client, events):
    assert list(chips(page(client, "?" + "theme=pay&" * 60))) == ["Remove: Theme: Pay"]
    many = "&".join(f"theme=t{number}" for number in range(60))
    text = page(client, f"?{many}")
    assert "At most 50 values" in text
    assert list(chips(text))[:2] == ["Remove: Theme: t0", "Remove: Theme: t1"]
    assert len(chips(text)) == 50 + len(["Remove all"])


def test_an_empty_list_says_what_to_loosen_and_what_that_gives(client, events):
    text = page(client, "?theme=pay&year=2024")
    hints = re.findall(r'<li><a href="([^"]*)">(Without[^<]*)</a> <span class="num">([^<]*)', text)
    assert hints == [
        ("?year=2024", "Without Theme: Pay", "(1 record)"),
        ("?theme=pay", "Without Year: 2024", "(1 record)"),
    ]
    assert "Without" not in page(client, "?theme=pay&year=2026")
    assert "One of them less" not in page(client, "?theme=pay&year=2024&q=banana")


def test_the_words_asked_for_stay_in_the_form_whatever_they_are(client, events):
    text = page(client, "?q=%3Ctalks%3E%22")
    assert 'name="q" value="&lt;talks&gt;&#34;"' in text
    assert "2 events" in text
