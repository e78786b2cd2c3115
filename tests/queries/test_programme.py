import pytest

from cooperation.documents.loading import Loader
from cooperation.models import (
    Citation,
    EventLink,
    PlanItem,
    Programme,
    ProgrammeLink,
    ProgrammeOrganisation,
)
from cooperation.queries.programme import PROGRAMMES, add_description
from cooperation.queries.records import record_detail
from tests.factories import (
    AT,
    make_event,
    make_organisation,
    make_programme,
    make_source,
    make_statement,
    make_term,
)

pytestmark = pytest.mark.django_db


def shown(programme):
    return record_detail(PROGRAMMES, {"slug": programme.slug}, Loader(at=AT))


@pytest.mark.parametrize(
    ("planned", "actual", "period"),
    [
        ("2024/2028", "2025/2027", "2025 to 2027"),
        ("2024/2028", "", "2024 to 2028"),
        ("", "2019/..", "since 2019"),
        ("", "", None),
    ],
)
def test_the_period_is_the_actual_one_else_the_planned(planned, actual, period):
    found = shown(make_programme(planned_period=planned, actual_period=actual))["period"]

    assert (found and found["text"]) == period


def test_the_plan_is_a_tree():
    kind = make_term(scheme="plan-item-kind", code="priority")
    top = PlanItem(kind=kind, code="1", text_en="Rights at work")
    under = PlanItem(kind=kind, text_en="Migrant workers", parent=top)

    items = shown(make_programme(parts=[top, under]))["plan_items"]

    assert [(item["code"], item["text"], item["parent"]) for item in items] == [
        ("1", "Rights at work", None),
        (None, "Migrant workers", str(top.pk)),
    ]


def test_the_plan_stands_as_its_source_tells_of_it():
    source, kind = make_source(paragraph_count=20), make_term(scheme="plan-item-kind", code="tier")
    parts = []
    for text, locator in (("Later", "9"), ("First", "4"), ("Uncited", None)):
        item = PlanItem(kind=kind, text_en=text)
        parts.append(item)
        if locator:
            parts.append(Citation(source=source, part=item.pk, locator=locator))

    items = shown(make_programme(parts=parts))["plan_items"]

    assert [item["text"] for item in items] == ["First", "Later", "Uncited"]


def test_an_amount_has_its_qualifier_and_a_role_without_one_has_none():
    role, body = make_term(scheme="programme-role", code="funding"), make_organisation()
    paid = ProgrammeOrganisation(
        organisation=body, role=role, amount=500, qualifier="about", currency="USD"
    )
    found = shown(make_programme(parts=[paid, ProgrammeOrganisation(organisation=body, role=role)]))

    assert [
        (row["amount"], row["qualifier"] and row["qualifier"]["code"], row["currency"])
        for row in found["organisations"]
    ] == [(500, "about", "USD"), (None, None, None)]


def test_events_children_and_links_from_both_ends():
    frame = make_programme(title="Frame")
    plan = make_programme(
        title="Plan", parent=frame, parts=[ProgrammeLink(kind="follows", to_programme=frame)]
    )
    make_event(title="Meeting", parts=[EventLink(kind="part_of", programme=frame)])

    found = shown(frame)

    assert [row["title"] for row in found["children"]] == ["Plan"]
    assert [row["title"] for row in found["events"]] == ["Meeting"]
    assert [(row["record"]["name"], row["direction"]) for row in found["links"]] == [("Plan", "in")]
    assert [row["direction"] for row in shown(plan)["links"]] == ["out"]


def test_the_description_comes_with_the_detail_alone():
    programme = make_programme(description="In **short**.")
    found = shown(programme)
    assert "description" not in found

    add_description(found)

    assert found["description"] == "In **short**."
    assert found["translations"]["en"]["description"] == "In **short**."


@pytest.mark.past_publishing
def test_nothing_hidden_is_named():
    programme = make_programme()
    hidden = make_programme(title="HIDDEN", parent=programme, published=False)
    Programme.objects.filter(pk=programme.pk).update(parent=hidden)
    ProgrammeLink.objects.create(programme=programme, to_programme=hidden, kind="follows")
    ProgrammeLink.objects.create(programme=hidden, to_programme=programme, kind="amends")
    event = make_event(title="HIDDEN", published=False)
    EventLink.objects.create(event=event, programme=programme, kind="part_of")
    ProgrammeOrganisation.objects.create(
        programme=programme,
        organisation=make_organisation(name="HIDDEN", published=False),
        role=make_term(scheme="programme-role", code="partner"),
    )
    make_statement(text="HIDDEN", programme=programme, published=False)

    found = shown(programme)

    assert "HIDDEN" not in str(found)
    names = ("children", "organisations", "links", "events", "statements")
    assert [found[f"{name}_count"] for name in names] == [0, 0, 0, 0, 0]
