"""What answers from documents cost, beside the plainest way to give the same bytes.

Details are compared with a view that reads one document and sends it as it is; files with a loop
that reads the documents of all rows and does nothing with them.
"""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from cooperation.models import PublicDocument
from cooperation.publishing.rebuilding_store import rebuild_store
from tests.benchmarks import crowd, growth
from tests.benchmarks.growth import clock
from tests.guards import rows

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.past_publishing]

SHARE = 0.02
ROUNDS = 5
# Events have few rows of other records; people and what is rolled up many.
MOST_OF_A_DETAIL = {
    "events/event-7": 4,
    "commitments/commitment-7": 3,
    "organisations/organisation-7": 12,
    "people/person-7": 9,
    "programmes/programme-7": 9,
    "posts/post-7": 5,
    "sources/source-7": 6,
}
MOST_OF_A_FILE = {"jsonl": 20, "csv": 60}


def plain_detail(request: HttpRequest, slug: str) -> HttpResponse:
    kept = PublicDocument.objects.filter(record__kind="event", record__slug=slug)
    pieces = kept.values_list("card", "rest", "more").get()
    return HttpResponse(b"".join(map(bytes, pieces)), content_type="application/json")


urlpatterns = [path("plain/<slug:slug>/", plain_detail)]


@pytest.fixture
def register() -> None:
    crowd.write_register(SHARE)
    rows.index()
    list(rebuild_store(at=timezone.now()))


def whole(address: str) -> int:
    response = Client().get(address)
    assert response.status_code == 200, address
    pieces = response.streaming_content if response.streaming else [response.content]
    return sum(piece.count(b"\n") for piece in pieces)


def best(work) -> float:
    found = []
    for _ in range(ROUNDS):
        started = clock()
        work()
        found.append(clock() - started)
    return min(found)


def test_answers_from_documents_cost_little_more_than_reading_these(register):
    with override_settings(ROOT_URLCONF=__name__):
        plain = growth.seconds("/plain/event-7/")
    details = {key: round(growth.seconds(f"/api/v1/{key}/") / plain, 1) for key in MOST_OF_A_DETAIL}
    print(f"Details to a plain view of one document: {details}")

    def read() -> None:
        documents = PublicDocument.objects.filter(record__kind="event").order_by("pk")
        for _card, _rest in documents.values_list("card", "rest"):
            pass

    count = PublicDocument.objects.filter(record__kind="event").count()
    assert whole("/events.jsonl") == count
    reading = best(read)
    files = {
        form: round(best(lambda form=form: whole(f"/events.{form}")) / reading, 1)
        for form in MOST_OF_A_FILE
    }
    print(f"Files of {count:,} events to reading their documents: {files}")
    too_dear = {key: of for key, of in details.items() if of > MOST_OF_A_DETAIL[key]}
    too_dear |= {form: of for form, of in files.items() if of > MOST_OF_A_FILE[form]}
    assert too_dear == {}
