import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from cooperation.models import Generation
from cooperation.publishing import generation, workflow
from cooperation.publishing.errors import NotReady
from cooperation.publishing.workflow import Row
from cooperation.rules import dates
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
DAY = dt.timedelta(days=1)


def token() -> object:
    return Generation.objects.values_list("token", flat=True).get()


def edges() -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(edge) for edge in Generation.objects.get().edges]


def test_each_act_that_the_public_can_see_renews_the_token():
    event = factories.make_event(published=False)
    tokens = [token()]
    for act in (
        lambda: workflow.publish(event, by=None, at=AT),
        lambda: workflow.save(Row(event), by=None, at=AT),
        lambda: workflow.withdraw(event, by=None, at=AT),
        lambda: workflow.delete(event, by=None, at=AT),
        lambda: factories.make_term(scheme=SchemeCode.THEME, code="wages"),
    ):
        act()
        tokens.append(token())
    assert all(before != after for before, after in pairwise(tokens))


def test_a_draft_renews_nothing():
    event = factories.make_event(published=False)
    before = token()
    workflow.save(Row(event), by=None, at=AT)
    assert token() == before


def test_a_refused_act_renews_nothing():
    event = factories.make_event(published=False, cited=False)
    before = token()
    with pytest.raises(NotReady):
        workflow.publish(event, by=None, at=AT)
    assert token() == before


def test_a_token_that_was_rolled_back_never_comes_again():
    generation.renew_generation(AT)
    seen = set()
    for _ in range(3):
        with transaction.atomic():
            generation.renew_generation(AT)
            seen.add(token())
            transaction.set_rollback(True)
    assert len(seen | {token()}) == 4


def test_the_moment_of_the_last_change_is_kept():
    workflow.publish(factories.make_event(), by=None, at=AT + DAY)
    assert Generation.objects.get().changed_at == AT + DAY


def test_edges_are_the_moments_ahead_at_which_time_alone_changes_something():
    factories.make_event(go_live_at=AT - DAY, expire_at=AT + 3 * DAY)
    factories.make_person(go_live_at=AT + DAY)
    factories.make_person(go_live_at=AT + 2 * DAY, published=False)
    assert edges() == [AT + DAY, AT + 3 * DAY]


def test_a_window_that_changes_moves_its_edges():
    event = factories.make_event(expire_at=AT + DAY)
    event.expire_at = AT + 2 * DAY
    workflow.save(Row(event), by=None, at=AT)
    assert edges() == [AT + 2 * DAY]
    workflow.withdraw(event, by=None, at=AT)
    assert edges() == []


def test_a_commitment_falls_past_due_at_midnight_in_phnom_penh():
    factories.make_commitment(due="2026-03")
    factories.make_commitment(due="2025")
    factories.make_commitment(due="2026-09", published=False)
    assert edges() == [dt.datetime(2026, 4, 1, tzinfo=ZoneInfo("Asia/Phnom_Penh"))]
    assert edges()[0].astimezone(dt.UTC) == dt.datetime(2026, 3, 31, 17, tzinfo=dt.UTC)


def test_a_commitment_due_today_is_still_ahead():
    factories.make_commitment(due="2026-01-05")
    midnight = dt.datetime(2026, 1, 6, tzinfo=ZoneInfo("Asia/Phnom_Penh"))
    assert edges() == [midnight]
    generation.renew_generation(midnight)
    assert edges() == []


def test_a_search_for_later_word_is_forgotten_at_a_midnight_too():
    factories.make_commitment(due="2025-10", looked_for_on=dt.date(2025, 12, 1))
    factories.make_commitment(due="2025-10", looked_for_on=dt.date(2025, 10, 7))
    factories.make_commitment(due="2025", looked_for_on=dt.date(2026, 1, 2), published=False)
    factories.make_commitment(looked_for_on=dt.date(2026, 1, 2))
    assert edges() == [dt.datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Phnom_Penh"))]


def test_a_search_made_today_is_forgotten_on_the_day_after_ninety():
    factories.make_commitment(due="2025-10", looked_for_on=dates.day_in_phnom_penh(AT))
    midnight = dt.datetime(2026, 4, 6, tzinfo=ZoneInfo("Asia/Phnom_Penh"))
    assert edges() == [midnight]
    generation.renew_generation(midnight - dt.timedelta(seconds=1))
    assert edges() == [midnight]
    generation.renew_generation(midnight)
    assert edges() == []


def test_a_scheduled_commitment_falls_past_due_too():
    far = dt.datetime(2199, 1, 1, tzinfo=dt.UTC)
    factories.make_commitment(due="2199-03", go_live_at=far)
    assert edges() == [far, dt.datetime(2199, 3, 31, 17, tzinfo=dt.UTC)]
