import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from cooperation.models import Event, Item, Organisation, Place, Report, Scheme, Term
from cooperation.models.base import Part, Record, record_models
from cooperation.models.derived import DerivedTextField
from cooperation.models.texts import (
    LineField,
    LineInput,
    LinesField,
    LinesInput,
    UrlField,
    UrlInput,
)
from cooperation.models.uncertain import UncertainDateField
from tests import factories

# Beside what is a record, part or list: what people write there, or see from there.
ALSO_WRITTEN = {
    *("Draft.note", "ImportBatch.file_name", "ImportBatch.reason", "ImportRecord.note"),
    *("ImportRecord.title", "Preview.title", "Report.contact", "Report.evidence", "Report.page"),
    *("Report.text", "Report.title", "Revision.reason", "Revision.title"),
    *("User.first_name", "User.last_name"),
}
FOLDED = LineField | LinesField | UrlField


def test_every_text_that_people_write_is_folded():
    also = set()
    for model in apps.get_app_config("cooperation").get_models():
        for field in model._meta.local_fields:
            name = f"{model.__name__}.{field.name}"
            coded = models.SlugField | UncertainDateField | DerivedTextField
            is_coded = field.choices or isinstance(field, coded)
            if not isinstance(field, models.CharField | models.TextField) or is_coded:
                continue
            if issubclass(model, Record | Part | Scheme | Term | Place):
                assert isinstance(field, FOLDED), name
            elif isinstance(field, FOLDED):
                also.add(name)
    assert also == ALSO_WRITTEN


@pytest.mark.django_db
def test_a_text_is_folded_however_it_is_written():
    bad = "A\u202e meet\ning\u200b"
    event = factories.make_event(title=bad, summary="One\r\ntwo\u2028three\x00")
    event.refresh_from_db()
    assert (event.title_en, event.summary_en) == ("A meet ing", "One\ntwo\nthree")
    assert list(Event.objects.filter(title_en=bad)) == [event]
    factories.make_report(record=event, evidence=bad)
    Report.objects.update(contact=bad)
    report = Report.objects.get()
    assert (report.evidence, report.contact) == ("A meet ing", "A meet ing")


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\n", "\x00", "\xad\ufeff"])
def test_a_text_of_unseen_signs_alone_is_blank(sign):
    for row, name in ((Organisation(name_en=sign), "name_en"), (Report(text=sign), "text")):
        with pytest.raises(ValidationError) as refusal:
            row.clean_fields()
        assert refusal.value.message_dict[name] == ["This field cannot be blank."]


@pytest.mark.parametrize("kind", [LineInput, LinesInput, UrlInput])
@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\n", "\xad\ufeff"])
def test_a_form_takes_no_text_of_unseen_signs_alone(kind, sign):
    with pytest.raises(ValidationError):
        kind().clean(sign)
    assert kind(required=False).clean(sign) == ""


def test_forms_fold_what_columns_fold():
    line, lines, url = (
        model._meta.get_field(name).formfield()
        for model, name in ((Event, "title_km"), (Item, "text_en"), (Organisation, "website"))
    )
    assert line.clean("ក\u200bខ\u2028គ") == "ក\u200bខ គ"
    assert lines.clean("One\r\n\r\ntwo\u2066") == "One\n\ntwo"
    assert url.clean("\ufeffhttps://example.org/\u200ba") == "https://example.org/a"


def test_migrations_know_a_text_as_a_plain_column():
    for model in (*record_models(), *Part.__subclasses__()):
        for field in model._meta.local_fields:
            if isinstance(field, FOLDED):
                assert field.deconstruct()[1].startswith("django.db.models.")
