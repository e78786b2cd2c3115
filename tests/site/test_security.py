import datetime as dt

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def contacts(settings):
    settings.CONTACT = ["mailto:security@register.example", "https://register.example/contact"]
    return settings.CONTACT


def fields(text: str) -> list[tuple[str, ...]]:
    """Return (name, value) of each line, as RFC 9116 has them: ended by a line break."""
    assert text.endswith("\n") and "\n\n" not in text
    return [tuple(line.split(": ", 1)) for line in text.splitlines()]


@pytest.mark.django_db
def test_it_names_whom_to_tell_until_when_and_where_it_stands(client, contacts):
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    *contact, expires, languages, canonical = fields(answer.content.decode())
    assert contact == [("Contact", address) for address in contacts]
    assert languages == ("Preferred-Languages", "en, km")
    assert canonical == ("Canonical", SITE + ADDRESS)
    assert expires[0] == "Expires"
    left = dt.datetime.fromisoformat(expires[1]) - timezone.now()
    assert dt.timedelta(days=150) < left < dt.timedelta(days=365)


@pytest.mark.django_db
def test_without_a_contact_there_is_none(client, settings):
    settings.CONTACT = []
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_the_repository_says_so_at_its_top(settings):
    assert ADDRESS in (settings.BASE_DIR / "SECURITY.md").read_text()
