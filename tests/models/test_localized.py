import pytest
from django.utils import translation

from cooperation.models import Event, Term
from cooperation.models.localized import localized
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.past_publishing]


@pytest.fixture
def events() -> None:
    factories.make_event(title="Beta", title_km="ក", slug="both")
    factories.make_event(title="Alpha", slug="english")


def names(language: str | None = None) -> list[str]:
    rows = Event.objects.annotate(shown=localized("title", language)).order_by("shown")
    return list(rows.values_list("shown", flat=True))


def test_queries_read_and_order_by_the_language(events):
    assert names() == names("en") == ["Alpha", "Beta"]
    assert names("km") == ["Alpha", "ក"]
    with translation.override("km"):
        assert names() == ["Alpha", "ក"]
        assert names("en") == ["Alpha", "Beta"]


def test_queries_read_a_text_across_a_link(events):
    Term.objects.filter(scheme__code=SchemeCode.EVENT_KIND).update(label_km="ប្រជុំ")
    rows = Event.objects.annotate(shown=localized("kind__label", "km"))
    assert set(rows.values_list("shown", flat=True)) == {"ប្រជុំ"}


def test_instances_fall_back_to_english(events):
    both, english = Event.objects.order_by("slug")
    with translation.override("km"):
        assert (both.title, english.title) == ("ក", "Alpha")
    with translation.override("en"):
        assert (both.title, english.title) == ("Beta", "Alpha")


def test_english_is_required_and_khmer_is_not():
    columns = {name: Event._meta.get_field(name).blank for name in ("title_en", "title_km")}
    assert columns == {"title_en": False, "title_km": True}
    assert Event._meta.get_field("summary_en").blank
