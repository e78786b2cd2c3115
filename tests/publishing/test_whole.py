"""A record is checked as a whole: no circle of parents, no plan item under a stranger."""

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import (
    PlanItem,
    Programme,
)
from cooperation.publishing import workflow
from cooperation.publishing.errors import InvalidRecord
from cooperation.publishing.workflow import Row
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.publishing.acts import LATER, refused, term

pytestmark = pytest.mark.django_db


def test_a_record_does_not_lie_within_itself():
    top = factories.make_organisation(name="Top")
    middle = factories.make_organisation(name="Middle", parent=top)
    bottom = factories.make_organisation(name="Bottom", parent=middle)
    top.parent = bottom
    message = refused(lambda: workflow.save(Row(top), by=None, at=LATER), InvalidRecord)
    assert message == "Top would lie within itself by way of Top."
    top.parent = middle
    message = refused(lambda: workflow.save(Row(top), by=None, at=LATER), InvalidRecord)
    assert "Top would lie within itself" in message
    top.parent = top
    refused(lambda: workflow.save(Row(top), by=None, at=LATER), ValidationError)


@pytest.mark.parametrize("make", [factories.make_event, factories.make_programme])
def test_events_and_programmes_do_not_lie_within_themselves_either(make):
    top = make(title="Top")
    top.parent = make(title="Below", parent=top)
    with pytest.raises(InvalidRecord):
        workflow.save(Row(top), by=None, at=LATER)


def test_places_and_terms_do_not_lie_within_themselves_either():
    country = factories.make_place(code="KH")
    country.parent = factories.make_place(code="KH-12", parent=country)
    theme = term(SchemeCode.THEME, "work")
    theme.parent = factories.make_term(scheme=SchemeCode.THEME, code="wages", parent=theme)
    for row in (country, theme):
        with pytest.raises(InvalidRecord):
            workflow.save(Row(row), by=None, at=LATER)


def plan(*codes: str) -> list[PlanItem]:
    kind = term(SchemeCode.PLAN_ITEM_KIND, "pillar")
    return [PlanItem(kind=kind, code=code, text_en=f"Pillar {code}") for code in codes]


def test_plan_items_do_not_lie_within_themselves():
    first, second = plan("1", "2")
    second.parent = first
    programme = factories.make_programme(parts=[first, second], published=False)
    first.parent = second
    rows = [Row(first), Row(second)]
    with pytest.raises(InvalidRecord, match="Pillar 1"):
        workflow.save(Row(programme), parts=rows, by=None, at=LATER)
    assert PlanItem.objects.get(pk=first.pk).parent is None


def test_a_plan_item_lies_under_one_of_its_own_programme():
    (foreign,) = plan("1")
    factories.make_programme(parts=[foreign])
    (item,) = plan("2")
    item.parent = foreign
    with pytest.raises(InvalidRecord, match="lies under an item of another programme"):
        factories.make_programme(title="Another", parts=[item])
    assert Programme.objects.count() == 1
