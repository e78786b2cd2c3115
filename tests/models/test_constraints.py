"""Every named constraint refuses in the database, and tells an editor why before that."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from cooperation.models.base import Part, record_models
from cooperation.models.uncertain import UncertainDateField
from cooperation.vocabulary.commitment import CommitmentStatus
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.factories import MAKE
from tests.models import refused_parts, refused_records, refused_workings
from tests.models.refused_parts import figure, partner
from tests.models.refused_records import commitment
from tests.models.rows import term

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]

REFUSED = refused_records.REFUSED | refused_parts.REFUSED | refused_workings.REFUSED
LICENSED = {"licence": "CC0-1.0"}


DATED = [
    (model, field.name)
    for model in apps.get_app_config("cooperation").get_models()
    for field in model._meta.local_fields
    if isinstance(field, UncertainDateField)
]


def write_unchecked(row: models.Model) -> None:
    if row._state.adding:
        type(row)._default_manager.bulk_create([row])
    else:
        row.save()


def dated_row(model: type[models.Model]) -> models.Model:
    if model in record_models():
        return MAKE[model._meta.model_name]()
    parts = {
        "figure": figure,
        "programmeorganisation": partner,
        "position": lambda: model(person=factories.make_person(), post=factories.make_post()),
        "commitmentupdate": lambda: model(
            commitment=factories.make_commitment(), status=CommitmentStatus.KEPT
        ),
    }
    part = parts[model._meta.model_name]()
    part.save()
    return part


def test_every_named_constraint_is_tried_here():
    named = {
        constraint.name
        for model in apps.get_app_config("cooperation").get_models()
        for constraint in model._meta.constraints
    }
    assert {name for name in named if not name.endswith("_ends_after_it_begins")} == set(REFUSED)
    assert sum(name.endswith("_ends_after_it_begins") for name in named) == len(DATED)


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_whatever_a_form_would_let_pass(name):
    make, _message = REFUSED[name]
    row = make()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write_unchecked(row)
    # SQLite names the columns of a unique constraint, and its name in all others.
    assert name in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


@pytest.mark.parametrize("name", REFUSED)
def test_an_editor_reads_why(name):
    make, message = REFUSED[name]
    row = make()
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert message in [text for texts in refusal.value.message_dict.values() for text in texts]


@pytest.mark.parametrize(("model", "name"), DATED)
def test_no_date_ends_before_it_begins(model, name):
    row = dated_row(model)
    bounds = {f"{name}_earliest": dt.date(2026, 1, 2), f"{name}_latest": dt.date(2026, 1, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**bounds)
    setattr(row, name, "2026-02/2026-01")
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert list(refusal.value.message_dict) == [name]
    assert "ends before it starts" in refusal.value.message_dict[name][0]


def test_a_refusal_of_dates_reaches_a_form_that_shows_no_derived_column():
    row = commitment(made_on="2026-03", due="2026-02")
    hidden = {field.name for field in row._meta.fields if not field.editable}
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints(exclude=hidden)
    assert refusal.value.messages == ["The commitment would be due before it was made."]


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in apps.get_app_config("cooperation").get_models()
        if issubclass(model, Part) and len(model.owner_fields) > 1
    ],
)
def test_a_part_has_no_two_owners(model):
    values = {
        "citation": lambda: {"source": factories.make_source()},
        "othername": lambda: {"name": "A name"},
        "identifier": lambda: {"vocabulary": "org-id", "code": "KH-1"},
        "recordterm": lambda: {"term": term()},
        "figure": lambda: {"measure": term(SchemeCode.MEASURE, "people"), "value": 1},
        "picture": lambda: (
            {"file": "x.png", "size": 1, "width": 1, "height": 1, "alt_en": "A"} | LICENSED
        ),
        "document": lambda: {"file": "x.pdf", "size": 1} | LICENSED,
    }[model._meta.model_name]()
    first, second = model.owner_fields[:2]
    for owners in ((first,), (second,)):
        row = model(**values, **{name: MAKE[name]() for name in owners})
        with transaction.atomic():
            row.save()
        assert row.owner_field() == owners[0]
        assert row.owner() == getattr(row, owners[0])
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        model(**values, **{name: MAKE[name]() for name in (first, second)}).save()
