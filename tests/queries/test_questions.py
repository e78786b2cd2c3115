"""A hundred questions to the seeded register: how much of what answers is found, and what else."""

from pathlib import Path
from statistics import mean

import pytest
from django.conf import settings
from django.utils import timezone

from cooperation.exchange.seeding import seed_register
from cooperation.kinds.registry import kind_of_search_id
from cooperation.models import SearchEntry
from cooperation.models.base import record_models
from cooperation.models.search import record_id_of
from cooperation.models.search_match import Within
from cooperation.queries import generation, search
from cooperation.queries.answering import Manner
from cooperation.rules.search_text import parse_question
from tests import factories
from tests.queries.questions import ENGLISH, KHMER

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
QUESTIONS = ENGLISH | KHMER
RECALL, PRECISION = 0.95, 0.9

# What seeding leaves is looked after where seeding is tested.
pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


@pytest.fixture(scope="module")
def register(shared) -> dict[tuple[str, int], str]:
    """Seed once for all of these tests; return the kind and slug of each record."""
    seed_register([FIXTURES / "reference", FIXTURES / "cambodia"], by=None, at=timezone.now())
    make_khmer_records()
    return {
        (model._meta.model_name, pk): f"{model._meta.model_name}/{slug}"
        for model in record_models()
        for pk, slug in model.objects.values_list("pk", "slug")
    }


def make_khmer_records() -> None:
    named = {"slug": "km-women", "name_km": "ក្រសួងកិច្ចការនារី"}
    factories.make_organisation(name="Ministry of Women's Affairs", **named)
    named = {
        "slug": "km-labour",
        "name_km": "មន្ទីរការងារ និងបណ្\u178aុះបណ្\u178aាលវិជ្ជាជីវៈខេត្តបាត់ដំបង",
    }
    factories.make_organisation(name="Provincial office for work, Battambang", **named)
    named = {"slug": "km-union", "name_km": "សម្ព័ន្ធសហជីពកម្មករកាត់ដេរ"}
    factories.make_organisation(name="Garment alliance", **named)
    factories.make_person(slug="km-sopheap", name="Sok Sopheap", name_km="សុខ សុភាព")
    factories.make_person(slug="km-vanna", name="Chea Vanna", name_km="ជា វណ្ណា")
    factories.make_post(
        slug="km-director", label="Head of a women's office", label_km="ប្រធាននាយកដ្ឋាននារី"
    )
    forum = factories.make_event(
        slug="km-forum",
        title="Yearly forum",
        title_km="វេទិកាប្រចាំឆ្នាំស្តីពីប្រាក់ឈ្នួលអប្បបរមា ឆ្នាំ២០២៥",
        summary_km="ពិភាក្សាអំពីប្រាក់ឈ្នួលសម្រាប់កម្មករ\u200bកាត់ដេរ",
    )
    factories.make_programme(
        slug="km-migration",
        title="Safe journeys",
        title_km="គម្រោងចំណាកស្រុកប្រកបដោយសុវត្ថិភាព",
        acronym="SMP",
    )
    factories.make_source(
        slug="km-report",
        title="Study of minors in jobs",
        title_km="របាយការណ៍ស្តីពីពលកម្មកុមារ",
    )
    factories.make_statement(
        slug="km-factories",
        text="Factories have to be safe.",
        text_km="រោងចក្រត្រូវតែមានសុវត្ថិភាព",
        event=forum,
    )
    factories.make_commitment(
        slug="km-care", title="Open a crèche", title_km="បើកទារកដ្ឋាននៅជិតរោងចក្រ"
    )


def test_the_questions_are_a_hundred():
    assert len(QUESTIONS) >= 100 and len(KHMER) >= 30


def test_every_expected_answer_is_on_the_register(register):
    expected = {name for names in QUESTIONS.values() for name in names.split()}
    assert expected <= set(register.values())


@pytest.mark.parametrize("questions", [ENGLISH, KHMER], ids=["English", "Khmer"])
def test_what_answers_is_found_and_little_else(register, questions):
    state = generation.present_state(timezone.now())
    recalls, precisions, amiss = [], [], {}
    for question, names in questions.items():
        ids = search.find_records(parse_question(question), state).ids
        found = {register[kind_of_search_id(pk), record_id_of(pk)] for pk in ids}
        expected = set(names.split())
        recalls.append(len(found & expected) / len(expected) if expected else 1)
        precisions.append(len(found & expected) / len(found) if found else 1)
        if found != expected:
            amiss[question] = {"missed": expected - found, "besides": found - expected}
    shares = f"recall {mean(recalls):.3f}, precision {mean(precisions):.3f}"
    print(shares, amiss)
    assert (mean(recalls) >= RECALL, mean(precisions) >= PRECISION) == (True, True), amiss


def test_the_first_that_is_found_for_a_name_is_whose_name_it_is(register):
    state = generation.present_state(timezone.now())
    named = ("MLVT", "NEA", "UN", "DWCP", "heng  SOUR ", "Qian Xiaoyan", "សុខសុភាព")
    first = {
        question: register[kind_of_search_id(pk), record_id_of(pk)]
        for question in named
        for pk in search.find_records(parse_question(question), state).ids[:1]
    }
    assert first == {question: QUESTIONS[question].split()[0] for question in named}


def test_what_says_it_comes_before_what_only_names_it(register):
    """Of each question those whose own words answer are all before the others."""
    state = generation.present_state(timezone.now())
    amiss = {}
    for question in QUESTIONS:
        found = search.find_records(parse_question(question), state)
        rows = SearchEntry.objects.filter(found.answer.condition(Within.OWN)).values_list("pk")
        own = {pk for (pk,) in rows}
        order = [pk in own for pk in found.ids]
        if found.answer.manner is not Manner.NONE and order != sorted(order, reverse=True):
            amiss[question] = order
    assert amiss == {}
