"""A name in a script that runs the other way turns nothing that stands beside it."""

import pytest
from lxml import html

from cooperation.models import OtherName, Participation
from cooperation.vocabulary.term import SchemeCode
from tests import factories

pytestmark = pytest.mark.django_db

ARABIC = "منظمة العمل"


@pytest.mark.parametrize("address", ["/events/a-meeting/", "/km/events/a-meeting/"])
def test_names_are_isolated_where_they_meet_other_text(client, address):
    body = factories.make_organisation(name=ARABIC, acronym="ع")
    person = factories.make_person(name=f"{ARABIC} 2")
    role = factories.make_term(scheme=SchemeCode.EVENT_ROLE, code="speaker")
    took_part = Participation(
        person=person, organisation=body, role=role, role_as_stated_en=f"{ARABIC} 3"
    )
    other = OtherName(name=f"{ARABIC} 4", kind="alias")
    factories.make_event(slug="a-meeting", parts=[took_part, other])
    main = html.fromstring(client.get(address).content.decode()).find(".//main")
    names = {f"{ARABIC} 2", f"{ARABIC} 3", f"{ARABIC} 4", "ع"}
    assert {bdi.text_content() for bdi in main.iter("bdi")} >= names
    # Read as before: nothing is put between a name and what follows it.
    assert f"{ARABIC} 2, {ARABIC} 3 (ع)" in " ".join(main.text_content().split())
