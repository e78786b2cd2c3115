import pytest

from cooperation.documents.loading import Loader
from cooperation.documents.statement import STATEMENTS
from cooperation.models import Statement, StatementSpeaker
from cooperation.queries.records import record_detail
from tests.factories import AT, make_event, make_organisation, make_person, make_statement

pytestmark = pytest.mark.django_db


def shown(statement):
    return record_detail(STATEMENTS, {"uid": statement.uid}, Loader(at=AT))


@pytest.mark.parametrize(
    ("setting", "said_on", "day"),
    [
        ("at_event", "", ("17 February 2022", True)),
        ("not_stated", "", ("17 February 2022", True)),
        ("about", "", None),
        ("about", "2022-03", ("March 2022", False)),
        ("at_event", "2022-02-18", ("18 February 2022", False)),
    ],
)
def test_the_day_is_the_stated_one_else_the_events(setting, said_on, day):
    event = make_event(date="2022-02-17")

    found = shown(make_statement(event=event, setting=setting, said_on=said_on))["day"]

    assert (found and (found["date"]["text"], found["from_event"])) == day


@pytest.mark.past_publishing
def test_a_hidden_event_lends_no_day_and_is_not_named():
    statement = make_statement(event=make_event(title="HIDDEN", date="2022-02-17"))
    hidden = make_event(title="HIDDEN", date="2022-02-17", published=False)
    Statement.objects.filter(pk=statement.pk).update(event=hidden)

    found = shown(statement)

    assert (found["event"], found["day"]) == (None, None)
    assert "HIDDEN" not in str(found)


@pytest.mark.past_publishing
def test_a_hidden_speaker_is_left_out():
    speaker = StatementSpeaker(person=make_person(name="Sok Lor"))
    for_body = StatementSpeaker(organisation=make_organisation())
    statement = make_statement(parts=[speaker, for_body])
    hidden = make_person(name="HIDDEN", published=False)
    StatementSpeaker.objects.filter(pk=speaker.pk).update(person=hidden)

    found = shown(statement)

    assert [row["uid"] for row in found["speakers"]] == [str(for_body.pk)]
    assert "HIDDEN" not in str(found)
