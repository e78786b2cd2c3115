"""Whatever is typed comes back with a message; nothing ends in a failure."""

import pytest

from cooperation.models import Event, RecordTerm
from cooperation.vocabulary.term import SchemeCode
from tests import factories
from tests.admin import desk


@pytest.fixture
def theme(db):
    return factories.make_term(scheme=SchemeCode.THEME, code="social-protection")


BAD_EVENTS = [
    ({"date": "22/1/2026"}, "date"),
    ({"date": "2026-02/2026-01"}, "date"),
    ({"kind": "99999999999999999999"}, "kind"),
    ({"kind": "meeting"}, "kind"),
    ({"parent": "1' OR 1=1"}, "parent"),
    ({"places": ["99999999999999999999"]}, "places"),
    ({"places": ["x"]}, "places"),
    ({"end_time": "10:00"}, None),
    (
        {
            "go_live_at_0": "2026-02-01",
            "go_live_at_1": "9:00",
            "expire_at_0": "2026-01-01",
            "expire_at_1": "9:00",
        },
        None,
    ),
    ({"slug": "a b"}, "slug"),
]


@pytest.mark.parametrize(("fields", "place"), BAD_EVENTS, ids=str)
def test_bad_fields_are_answered_with_a_message(contributor, fields, place):
    response = contributor.post(desk.page("add", Event), desk.new_event(contributor, **fields))
    assert len(desk.errors(response)) > 0
    form_errors = response.context["adminform"].form.errors
    assert (place or "__all__") in form_errors
    assert Event.objects.count() == 0


BAD_ROWS = [
    ("citations", {"locator": "7-5"}, "locator"),
    ("citations", {"locator": "10"}, "locator"),
    ("citations", {"locator": "1", "stance": "differs"}, "__all__"),
    ("citations", {"locator": "1", "stance": "supports", "stated_value": "5"}, "__all__"),
    ("citations", {"locator": "1", "part": "no-id"}, "part"),
    ("citations", {"locator": "1", "field": "no_field"}, "field"),
    ("other_names", {"name": "X", "cited_locator": "2"}, "cited_source"),
    ("other_names", {"name": "X", "position": "-1"}, "position"),
    ("other_names", {"name": "X", "position": "99999999999999999999"}, "position"),
    ("participations", {"role_as_stated_en": "a guest"}, "role"),
]


@pytest.mark.parametrize(("prefix", "row", "place"), BAD_ROWS, ids=str)
def test_bad_rows_are_answered_at_the_row(contributor, prefix, row, place):
    source = factories.make_source(paragraph_count=9)
    if prefix == "citations":
        row = {"source": source.pk, "locator_type": "paragraph", "stance": "supports"} | row
    elif prefix == "other_names":
        row = {"kind": "alias"} | row
    values = desk.with_rows(desk.new_event(contributor), prefix, row)
    response = contributor.post(desk.page("add", Event), values)
    assert len(desk.errors(response)) > 0
    formsets = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    assert place in formsets[prefix].forms[-1].errors
    assert Event.objects.count() == 0


@pytest.mark.parametrize("locator", ["7-5", "10", "x"])
def test_a_wrong_paragraph_on_a_row_is_answered_there(contributor, locator):
    source = factories.make_source(paragraph_count=9)
    row = {"name": "X", "kind": "alias", "cited_source": source.pk, "cited_locator": locator}
    values = desk.with_rows(desk.new_event(contributor), "other_names", row)
    response = contributor.post(desk.page("add", Event), values)
    assert len(desk.errors(response)) > 0
    formset = next(
        f.formset
        for f in response.context["inline_admin_formsets"]
        if f.formset.prefix == "other_names"
    )
    assert list(formset.forms[0].errors) == ["cited_locator"]


def test_the_same_tag_twice_is_answered_with_a_message(contributor, theme):
    tag = {"term": theme.pk}
    values = desk.with_rows(desk.new_event(contributor), "record_terms", tag, tag)
    response = contributor.post(desk.page("add", Event), values)
    assert len(desk.errors(response)) > 0
    assert RecordTerm.objects.count() == 0


def test_a_tag_that_the_record_has_already_is_answered_with_a_message(contributor, theme):
    event = factories.make_event(published=False, parts=[RecordTerm(term=theme)])
    values = desk.filled(contributor, desk.change_page(event))
    values = desk.with_rows(values, "record_terms", {"term": theme.pk})
    response = contributor.post(desk.change_page(event), values)
    assert len(desk.errors(response)) > 0
    assert event.record_terms.count() == 1


def test_events_do_not_lie_within_each_other(contributor):
    outer = factories.make_event(title="Outer", published=False)
    inner = factories.make_event(title="Inner", published=False, parent=outer)
    values = desk.filled(contributor, desk.change_page(outer))
    response = contributor.post(desk.change_page(outer), values | {"parent": inner.pk})
    assert desk.errors(response) == ["Outer would lie within itself by way of Outer."]
    outer.refresh_from_db()
    assert outer.parent is None


def test_a_form_without_its_counters_is_answered_with_a_message(contributor):
    response = contributor.post(desk.page("add", Event), {"title_en": "A forum"})
    assert len(desk.errors(response)) > 0
