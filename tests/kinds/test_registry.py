"""A new kind of record names everything else that it needs."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from cooperation.kinds.base import Kind
from cooperation.kinds.filters import Choices, Flag
from cooperation.kinds.registry import KINDS, NUMBERED, REFERENCE_LISTS
from cooperation.kinds.shapes import Shape
from cooperation.kinds.shared import FIGURES
from cooperation.models.base import Record, record_models
from cooperation.queries import resources
from cooperation.rules.languages import LANGUAGES
from cooperation.vocabulary.event import EventStatus
from tests.kinds.lacking import lacking


@pytest.mark.parametrize("name", KINDS)
def test_no_kind_lacks_anything(name):
    assert lacking(KINDS[name], KINDS.values()) == []


def test_every_kind_of_record_is_described_once():
    assert {kind.model for kind in KINDS.values()} == set(record_models())
    assert sorted(NUMBERED) == sorted(kind.number for kind in KINDS.values())


@pytest.mark.parametrize("listed", REFERENCE_LISTS.values(), ids=lambda listed: listed.name)
def test_lists_that_records_are_told_by_are_made_from_their_descriptions(listed):
    [made] = [
        found
        for found in vars(resources).values()
        if isinstance(found, resources.Resource) and found.name == listed.name
    ]
    assert (made.orders, made.key, made.subject.model) == (
        listed.orders,
        listed.key,
        listed.model,
    )
    assert listed.filters.items() <= made.filters.get_filters().items()


def test_a_new_kind_names_all_that_it_lacks():
    with isolate_apps("cooperation"):

        class Treaty(Record):
            title = models.CharField(max_length=80)

            class Meta:
                app_label = "cooperation"

        treaties = Kind(
            Shape(Treaty, texts=("title",)),
            number=KINDS["event"].number,
            name="treaties",
            title="Treaties",
            date="signed",
            short=("acronym",),
            parts=(FIGURES,),
            filters={
                "in_force": Flag("in_force", label="In force"),
                "status": Choices(EventStatus, "status", label=KINDS["event"].title),
            },
        )
        unknown, known = (lacking(treaties, kinds) for kinds in (KINDS.values(), [treaties]))
        assert unknown == [
            "kinds.registry.KINDS does not have it",
            "number 7 is another kind's",
            "orders: a list needs a first one",
            "dated: nothing gives its signed",
            "parts: Figure is no part of it; add a key to its owner_fields",
            "column acronym: the model has none",
            "title: no Khmer",
            "verbose_name of the model: no Khmer",
            "filter in_force: its label has no Khmer",
            "queries.resources: no list 'treaties' of it",
            "api.urls.VIEWSETS: no viewset",
            "site.lists.LISTS: no list",
            "documents.registry.DOCUMENTS: no document of it",
            "admin: not registered",
            "exchange.tables: no table 'treaties'",
            "exchange.jsonld.DESCRIBED: nothing describes it to machines",
            "templates/site/treaties/list.html is missing",
            "templates/site/treaties/detail.html is missing",
            "tests.factories: no make_treaty",
            "tests.guards.rows.KINDS: nothing hunts for its hidden records",
            "no address 'treaty-list'",
            "no address 'treaty-detail'",
            "no address 'treaty-card'",
            "no address 'treaty-csv'",
            "no address 'treaty-atom'",
            "no address 'api:treaties-list'",
            "no address 'api:treaties-detail'",
        ]
        assert known == unknown[2:]


def test_a_part_that_its_kind_does_not_name_is_told():
    events = KINDS["event"]
    without = replace(events, parts=tuple(part for part in events.parts if part is not FIGURES))
    assert lacking(without, [without]) == ["parts: Figure belongs to it and is not among them"]


def test_texts_are_in_the_languages_of_the_site():
    assert [code for code, _name in settings.LANGUAGES] == [*LANGUAGES]
