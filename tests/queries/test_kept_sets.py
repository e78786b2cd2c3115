import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Participation, PublicBits
from cooperation.models.public_bits import ALL
from cooperation.publishing import workflow
from cooperation.queries.kept_sets import KeptSets, forget, kept_sets
from tests import factories
from tests.queries.asking import took_part
from tests.queries.test_options import theme

pytestmark = pytest.mark.django_db


def spoke() -> Participation:
    return took_part("speaker", organisation=factories.make_organisation())


def told(sets: KeptSets) -> dict[str, list[int]]:
    return {
        f"{dimension}={value}": [*sets.records(dimension, value)]
        for dimension in (ALL.dimension, "record_terms__term", "participations__role", "year")
        for value in sets.values(dimension)
        if sets.count(dimension, value)
    }


def test_what_a_change_leaves_is_what_a_worker_that_begins_reads():
    first = factories.make_event(date="2024", parts=[theme("wages"), spoke()])
    before = kept_sets("event")
    seen = told(before)
    assert seen["all="] == [first.pk]
    other = factories.make_event(date="2026", parts=[theme("wages")])
    workflow.delete(first, by=None, at=factories.AT)
    with CaptureQueriesContext(connection) as queries:
        changed = kept_sets("event")
    assert len(queries) == 1
    assert told(before) == seen, "what others still read is never altered"
    forget()
    assert told(changed) == told(kept_sets("event"))
    assert told(changed)["all="] == told(changed)["year=2026"] == [other.pk]
    assert "year=2024" not in told(changed)


@pytest.mark.past_publishing
def test_of_an_older_register_nothing_newer_is_kept():
    factories.make_event(date="2024")
    assert told(kept_sets("event"))["year=2024"]
    PublicBits.objects.all().delete()
    assert told(kept_sets("event")) == {}


def test_few_and_many_are_counted_alike(monkeypatch):
    monkeypatch.setattr("cooperation.queries.kept_sets.FEW", 2)
    for _number in range(3):
        factories.make_event(date="2024", parts=[spoke(), spoke()])
    sets = kept_sets("event")
    [role] = sets.values("participations__role")
    assert sets.count("participations__role", role) == len(sets.all()) == 3
    assert sets.records("participations__role", role) == sets.all()
    assert sum(map(len, sets.rows("participations__role", role).values())) == 6


def test_what_is_only_asked_for_by_name_is_read_when_it_is():
    person, other = factories.make_person(), factories.make_person()
    first = factories.make_event(parts=[took_part("speaker", person=person)])
    dimension, before = "participations__person", kept_sets("event")
    with CaptureQueriesContext(connection) as queries:
        before.fetch(dimension, [str(person.pk), str(other.pk)])
        assert [*before.records(dimension, str(person.pk))] == [first.pk]
        assert before.count(dimension, str(other.pk)) == 0
    assert len(queries) == 1
    second = factories.make_event(parts=[took_part("speaker", person=person)])
    assert [*kept_sets("event").records(dimension, str(person.pk))] == [first.pk, second.pk]
    assert [*before.records(dimension, str(person.pk))] == [first.pk]
    with pytest.raises(ValueError, match="not kept whole"):
        before.values(dimension)
