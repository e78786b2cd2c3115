"""Every change that the public can see has a number, whichever way it came."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from cooperation.models import ChangeNumber, Generation, Place, SearchEntry, Term, Withdrawn
from cooperation.publishing import rebuilding_index, workflow
from cooperation.publishing.change_numbers import changes_without_number, number_changes
from tests import factories
from tests.exchange import small_register
from tests.publishing.merges import proposed

pytestmark = pytest.mark.django_db

AT = factories.AT
DAY = dt.timedelta(days=1)


def in_order() -> list:
    return list(ChangeNumber.objects.order_by("sequence").values_list("record_uid", flat=True))


def rebuild(at: dt.datetime) -> None:
    assert list(rebuilding_index.rebuild_index(at=at))


def test_what_is_seeded_has_its_numbers(tmp_path: Path):
    small_register.load(tmp_path, small_register.register())
    assert list(changes_without_number()) == []
    listed = [row.uid for model in (Term, Place) for row in model.objects.all()]
    seen = SearchEntry.objects.values_list("record_uid", flat=True)
    assert sorted(in_order()) == sorted([*listed, *seen])
    assert Generation.objects.get().sequence == len(in_order())


def test_rebuilding_the_index_numbers_what_has_none_and_changes_no_number():
    first, second = factories.make_organisation(name="A"), factories.make_organisation(name="B")
    workflow.save(workflow.Row(first), by=None, at=AT + DAY)
    workflow.withdraw(second, by=None, at=AT + 2 * DAY)
    numbered = in_order()
    rebuild(AT + 3 * DAY)
    assert in_order() == numbered
    ChangeNumber.objects.all().delete()
    rebuild(AT + 3 * DAY)
    assert in_order()[-2:] == [first.uid, second.uid] == numbered[-2:]
    assert Withdrawn.objects.get().record_uid == second.uid


def test_what_is_ahead_or_waits_has_no_number():
    ahead = factories.make_organisation(name="Ahead", go_live_at=timezone.now() + DAY)
    draft = factories.make_organisation(name="Draft", published=False)
    live = factories.make_organisation(name="Live")
    before = in_order()
    proposed(live, name_en="Never seen")
    assert in_order() == before
    assert not {ahead.uid, draft.uid} & set(before)


def test_numbers_follow_each_other_and_a_record_keeps_its_last_alone():
    events = [("event", factories.make_event(title=name).uid) for name in "AB"]
    last = Generation.objects.get().sequence
    number_changes([events[1], events[0], events[1]], at=AT)
    told = dict(ChangeNumber.objects.values_list("record_uid", "sequence"))
    assert [told[uid] for _kind, uid in events] == [last + 2, last + 1]
    assert ChangeNumber.objects.filter(given_at__gt=AT).count() == 0
