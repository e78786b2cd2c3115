import pytest

from cooperation.models import Event
from cooperation.queries.calendars import CALENDAR_OF_COMMITMENTS, CALENDAR_OF_EVENTS
from cooperation.rules import dates
from tests import factories
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC, filled

pytestmark = pytest.mark.django_db

DATES = (
    "",
    "2026",
    "201X",
    "20XX",
    "2026~",
    "2026-01",
    "2026-01?",
    "2021-21",
    "2004-XX",
    "2004-06-XX",
    "2004-XX-XX",
    "XXXX-11",
    "XXXX-11-20",
    "2026-01-22",
    "2026-01-22~",
    "2024/2028",
    "2024?/2025",
    "2024~/2025%",
    "2024-01/2025",
    "2024/2025-01",
    "2024-01/2025-01",
    "2024-01?/2025-01-22?",
    "2024-01-01/2025",
    "2024-01-01~/2025-01~",
    "2024-01-01/2025-01-01",
    "2024-01-01~/2025-01-01",
    "2024-01-01?/2025-01-01?",
    "2019-03-01/..",
    "2019-03-01/",
    "../2019-03-01",
    "/2019-03-01",
    "2019-03/..",
    "2021-21/2022-03-01",
)


def test_the_database_and_the_rule_agree_on_whole_days():
    rows.write_lists()
    Event.objects.bulk_create(
        [filled(Event, OPEN, **PUBLIC, date=dates.canonical_date(date)) for date in DATES]
    )
    found = CALENDAR_OF_EVENTS.subject.public().values_list("date", flat=True)
    assert sorted(found) == sorted(date for date in DATES if dates.whole_days(date))


def test_a_commitment_needs_a_last_day():
    for due in ("", "2026-03", "2026/..", "../2027"):
        factories.make_commitment(title=due or "none", due=due)
    factories.make_commitment(title="draft", due="2026", published=False)
    found = CALENDAR_OF_COMMITMENTS.subject.public().values_list("title_en", flat=True)
    assert sorted(found) == ["../2027", "2026-03"]
