"""How the page of a record is cited: on the page, and as files."""

import json

import pytest
from django.utils import timezone

from cooperation.publishing import workflow
from cooperation.publishing.workflow import Row
from cooperation.rules import date_words, dates
from tests import factories
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def test_a_page_says_how_to_cite_the_version_at_hand(client):
    event = factories.make_event(title="A forum")
    event.title_en = "A forum on pay"
    workflow.save(Row(event), by=None, at=factories.AT)
    today = date_words.date_in_words(dates.day_in_phnom_penh(timezone.now()).isoformat())
    page = tree(client, event.get_absolute_url())
    assert texts(page, "//*[@class='cited']") == [
        "Cambodia Labour Cooperation Register: A forum on pay (version 2, last changed "
        f"5 January 2026). http://127.0.0.1:8000/events/{event.slug}/ (accessed {today})."
    ]


def test_the_files_are_downloads_of_the_same(client):
    statement = factories.make_statement()
    (item,) = json.loads(client.get(f"/cite/{statement.uid}.csl.json").content)
    assert item["URL"].endswith(f"/statements/{statement.uid}/")
    assert (item["version"], item["title"], item["note"]) == (
        "1",
        "Our summary: Training comes before placement.",
        "Our summary of A report.",
    )
    response = client.get(f"/cite/{statement.uid}.bib")
    key = f"register-statement-{statement.uid.hex[:8]}"
    assert response["Content-Disposition"] == f'attachment; filename="{key}.bib"'
    assert response.content.decode().startswith(f"@misc{{{key},")


def test_what_is_not_public_cannot_be_cited(client):
    draft = factories.make_event(published=False)
    for suffix in ("bib", "csl.json"):
        assert client.get(f"/cite/{draft.uid}.{suffix}").status_code == 404
