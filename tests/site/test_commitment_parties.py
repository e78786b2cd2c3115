"""Who is bound, to whom, and whose words the source gives."""

import pytest

from cooperation.models import CommitmentParty
from cooperation.publishing.workflow import Row
from tests.factories import (
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_term,
)
from tests.site.reading import texts, tree

pytestmark = pytest.mark.django_db


def test_who_is_bound_stands_apart_from_whose_words_they_are(client):
    ilo = make_organisation(name="ILO", acronym="ILO")
    employers = make_organisation(name="Employers")
    speaker = make_person(name="Xiaoyan Qian")
    director = make_post(label="Country Director")
    make_commitment(
        title="Assist",
        verb=make_term(scheme="commitment-verb", code="plans"),
        reported_at=make_event(title="Talks"),
        parts=[
            CommitmentParty(organisation=ilo),
            Row(CommitmentParty(person=speaker, side="said_by"), {"posts": [director]}),
            CommitmentParty(organisation=employers, side="to", role_as_stated_en="as employers"),
        ],
    )

    [line] = texts(tree(client, "/commitments/"), "//ol[@class='rows']/li/p[1]")
    assert line == (
        "Plans. By: ILO, as said by Xiaoyan Qian, Country Director. To: Employers, as employers. "
        "Reported with: Talks."
    )
    page, body = tree(client, "/commitments/assist/"), "//div[@class='body']"
    facts = dict(
        zip(
            texts(page, f"{body}//dt"),
            [text.removesuffix("Source S1") for text in texts(page, f"{body}//dd")],
            strict=True,
        )
    )
    assert facts == {
        "By": "ILO",
        "As said by": "Xiaoyan Qian, Country Director",
        "To": "Employers, as employers",
    }


def test_nobody_named_is_said_so_and_is_not_others(client):
    make_commitment(
        title="Submit", parts=[CommitmentParty(organisation=make_organisation(), side="to")]
    )

    [line] = texts(tree(client, "/commitments/"), "//ol[@class='rows']/li/p[1]")

    assert line == "Pledge. By: not named. To: A ministry."
