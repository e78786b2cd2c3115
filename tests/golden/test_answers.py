"""Answers are kept whole, and what changes in one is named."""

import pytest
from django.utils import timezone

from cooperation.publishing import workflow
from tests import factories
from tests.golden.answers import ask, changed_answers, difference, read_answers, write_answers

ADDRESSES = ("/events/", "/api/v1/events/", "/events.xlsx", "/events.jsonl", "/nowhere/")


@pytest.mark.django_db
def test_what_was_kept_is_compared_address_by_address(tmp_path):
    event = factories.make_event(title="Kept meeting")
    path = tmp_path / "kept.jsonl.gz"

    assert write_answers(path, [*ADDRESSES, *ADDRESSES]) == len(ADDRESSES)
    assert dict(read_answers(path)) == {address: ask(address) for address in ADDRESSES}
    assert changed_answers(path) == {}

    workflow.withdraw(event, by=None, at=timezone.now())
    assert set(changed_answers(path)) == set(ADDRESSES) - {"/nowhere/"}


@pytest.mark.parametrize(
    ("form", "before", "now", "expected"),
    [
        ("application/json", '{"a": [1, 2]}', '{ "a":[1,2] }', ""),
        ("application/json", '{"a": [1, 2]}', '{"a": [1, 3]}', ".a[1]: 2 | 3"),
        ("application/json", '{"a": [1]}', '{"a": [1, 3]}', ".a: [1] | [1, 3]"),
        ("application/jsonl", '{"a": 1}\n{"a": 2}\n', '{"a": 1}\n{"a": 3}\n', "[1].a: 2 | 3"),
        ("text/html", "<p>one</p>", "<p>one</p>", ""),
        ("text/html", "<p>one</p>", "<p>two</p>", "'<p>one</p>' | '<p>two</p>'"),
    ],
)
def test_a_difference_is_told_where_it_begins(form, before, now, expected):
    assert difference((200, form, before), (200, form, now)) == expected


def test_another_status_or_form_is_a_difference():
    assert difference((200, "text/html", ""), (404, "text/html", "")) == (
        "200 text/html | 404 text/html"
    )
