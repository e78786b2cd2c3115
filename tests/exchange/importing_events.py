"""An import of many events, and an editor beside it; also for processes of their own."""

import io
import json
import time
from typing import Any

from cooperation.exchange import importing
from cooperation.models import Citation, Event, ImportBatch, Organisation, Revision
from cooperation.publishing import workflow
from cooperation.publishing.checking import find_differences
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.importing import GOING_ON
from cooperation.vocabulary.term import SchemeCode
from cooperation.vocabulary.workflow import Action
from tests import factories
from tests.exchange import tabling
from tests.factories import AT

HEADINGS = ["slug", "title_en", "kind", "cited_source", "cited_locator_type", "cited_locator"]


def lists() -> None:
    """Make what the events name."""
    factories.make_term(scheme=SchemeCode.EVENT_KIND, code="meeting")
    factories.make_source(slug="a-report")


def table(count: int) -> io.BytesIO:
    """Return a table of events that are not there yet, each with its source."""
    first = Event.objects.count()
    numbers = range(first, first + count)
    rows = [[f"e-{n}", f"Event {n}", "meeting", "a-report", "", "1"] for n in numbers]
    return tabling.as_csv(HEADINGS, *rows)


def confirmed(count: int) -> ImportBatch:
    lists()
    batch = tabling.bring_file("events", table(count))
    importing.confirm_import(batch, by=batch.by, at=AT)
    return batch


def prepare(count: int) -> None:
    confirmed(count)
    factories.make_organisation(name="Version 0", published=False)


def is_under_way() -> bool:
    return ImportBatch.objects.filter(state__in=GOING_ON).exists()


def edit() -> int:
    """Save a draft again and again while an import is under way; return how often."""
    saves = 0
    while is_under_way():
        draft = Organisation.objects.get()
        draft.name_en = f"Version {saves + 1}"
        workflow.save(Row(draft), by=None, at=AT)
        saves += 1
        time.sleep(0.05)
    return saves


def state() -> dict[str, Any]:
    """Return what the register holds of it by now, to be compared."""
    imported = Revision.objects.filter(action=Action.IMPORT)
    return {
        "events": Event.objects.count(),
        "applied": ImportBatch.objects.get().applied,
        "citations": Citation.objects.filter(event__isnull=False).count(),
        "cited": Citation.objects.filter(event__isnull=False).values("event").distinct().count(),
        "revisions": imported.count(),
        "revised": imported.values("record_uid").distinct().count(),
        "edits": Revision.objects.filter(record_type="organisation").count() - 1,
        "differences": [str(difference) for difference in find_differences()],
    }


def tell(found: Any) -> None:
    print(json.dumps(found))
