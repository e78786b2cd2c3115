"""What is refused without being worked out has the form that its address promises."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from cooperation.web.refusals import AWAY, Refusals

TEXT, JSON, HTML = "text/plain; charset=utf-8", "application/json", "text/html; charset=utf-8"


# A request of Django's begins with a look at its connections.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "content_type", "language"),
    [
        ("/api/v1/events/", JSON, None),
        ("/events.csv", TEXT, None),
        ("/km/stakeholders/people.ics", TEXT, "km"),
        ("/events.jsonl", JSON, None),
        ("/cards/events/a.png", TEXT, None),
        ("/events/", HTML, "en"),
        ("/km/events/", HTML, "km"),
        ("/admin/file.csv", HTML, "en"),
    ],
)
def test_the_form_of_a_refusal_is_that_of_its_address(path, content_type, language):
    status, headers, _body = Refusals(WSGIHandler()).answer(AWAY, path, "0" * 32)
    found = dict(headers)
    assert (status, found["Content-Type"]) == ("503 Service Unavailable", content_type)
    assert found.get("Content-Language") == language
    kept = "private, no-store" if path.startswith("/admin/") else "no-store"
    assert (found["Cache-Control"], found["Retry-After"]) == (kept, "5")
