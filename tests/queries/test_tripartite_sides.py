import pytest

from cooperation.documents.commitment import COMMITMENTS
from cooperation.documents.loading import Loader
from cooperation.documents.statement import STATEMENTS
from cooperation.models import (
    CommitmentParty,
    Identifier,
    Organisation,
    Position,
    StatementSpeaker,
)
from cooperation.publishing.workflow import Row
from cooperation.queries.generation import present_state
from cooperation.queries.records import record_detail
from cooperation.queries.resources import EVENT_LIST
from cooperation.queries.side_by_side import record_side_by_side, register_side_by_side
from tests.factories import (
    AT,
    make_commitment,
    make_event,
    make_organisation,
    make_person,
    make_post,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def bodies(shared) -> dict[str, Organisation]:
    code = Identifier(vocabulary="XM-DAC", code="XM-DAC-41302")
    ilo = make_organisation(name="ILO", constituent="un", parts=[code])
    return {
        "ilo": ilo,
        "unit": make_organisation(name="Unit of the ILO", constituent="un", parent=ilo),
        "un": make_organisation(name="United Nations", constituent="un"),
        "ministry": make_organisation(name="Ministry", constituent="government"),
        "federation": make_organisation(name="Federation", constituent="employers"),
        "union": make_organisation(name="Union", constituent="workers"),
        "club": make_organisation(name="Club"),
    }


def speaker(posts=(), **fields):
    return Row(StatementSpeaker(**fields), {"posts": list(posts)} if posts else {})


def by_side(sides, name="statements", shown="text"):
    return {side["code"]: [row[shown] for row in side[name]] for side in sides if side[name]}


def whole():
    return register_side_by_side(STATEMENTS.public(), COMMITMENTS.public(), present_state(AT))


def test_whoever_speaks_sits_with_the_body_that_the_source_names(bodies):
    for name, body in bodies.items():
        make_statement(text=name, parts=[speaker(organisation=body)])

    assert by_side(whole()) == {
        "government": ["ministry"],
        "employers": ["federation"],
        "workers": ["union"],
        "ilo": ["unit", "ilo"],
        "others": ["club", "un"],
    }


def test_posts_place_whom_no_body_is_named_with_and_a_deputy_sits_for_the_post(bodies):
    minister = make_post(label="Minister", organisation=bodies["ministry"])
    head = make_post(label="Head", organisation=bodies["union"])
    person, deputy = make_person(name="Dara"), make_person(name="Deputy")
    make_statement(text="by post", parts=[speaker([head], person=person)])
    make_statement(
        text="for the minister",
        parts=[
            speaker(
                person=deputy,
                organisation=bodies["union"],
                on_behalf_of=person,
                on_behalf_of_post=minister,
            )
        ],
    )
    make_statement(text="nobody")

    assert by_side(whole()) == {
        "government": ["for the minister"],
        "workers": ["by post"],
        "others": ["nobody"],
    }


@pytest.mark.parametrize(
    ("periods", "day", "seat"),
    [
        ({"union": "2020/2023"}, "2022-02-17", "workers"),
        ({"union": "2020/2023"}, "2024-02-17", "others"),
        ({"union": "2020/.."}, "2024-02-17", "workers"),
        # Nobody knows whether it lasted, nor when it was.
        ({"union": "2020/"}, "2022-02-17", "others"),
        ({"union": ""}, "2022-02-17", "others"),
        ({"union": "2020/2023"}, "", "others"),
        ({"union": "2020/2023", "ministry": "2020/2023"}, "2022-02-17", "others"),
    ],
)
def test_a_stated_post_of_that_day_places_who_is_named_alone(bodies, periods, day, seat):
    posts = [
        Position(post=make_post(label=name, organisation=bodies[name]), period=period)
        for name, period in periods.items()
    ]
    person = make_person(name="Dara", parts=posts)
    make_statement(text="alone", said_on=day, parts=[speaker(person=person)])

    assert by_side(whole()) == {seat: ["alone"]}


def test_a_joint_word_stands_with_each_side_and_counts_once_there(bodies):
    two = [speaker(organisation=bodies[name]) for name in ("union", "ministry", "ministry")]
    make_statement(text="joint", parts=two)
    parties = [CommitmentParty(organisation=bodies[name]) for name in ("ilo", "federation")]
    parties.append(CommitmentParty(organisation=bodies["ministry"], side="to"))
    make_commitment(title="Together", parts=parties)
    make_commitment(title="Passive voice")

    sides = whole()

    assert by_side(sides) == {"government": ["joint"], "workers": ["joint"]}
    assert [len(side["statements"]) for side in sides] == [1, 0, 1, 0, 0]
    assert by_side(sides, "commitments", "title") == {
        "employers": ["Together"],
        "ilo": ["Together"],
        "nobody": ["Passive voice"],
    }


def test_the_register_shows_the_newest_of_each_side(bodies):
    make_statement(text="old", said_on="1999", parts=[speaker(organisation=bodies["ilo"])])
    for year in range(2010, 2018):
        event = make_event(date=str(year))
        make_statement(text=str(year), event=event, parts=[speaker(organisation=bodies["union"])])
        make_statement(text=f"silent {year}", event=event)

    workers, ilo, others = whole()[2:]

    assert [row["text"] for row in workers["statements"]] == [str(y) for y in range(2017, 2011, -1)]
    assert [row["text"] for row in ilo["statements"]] == ["old"]
    assert [row["text"] for row in others["statements"]] == [
        f"silent {year}" for year in range(2017, 2011, -1)
    ]
    assert [side["has_more_statements"] for side in whole()] == [False, False, True, False, True]


def test_a_record_has_its_own_alone(bodies):
    event = make_event(title="Forum", slug="forum")
    make_statement(text="here", event=event, parts=[speaker(organisation=bodies["union"])])
    make_statement(text="silent", event=event)
    make_statement(text="elsewhere", parts=[speaker(organisation=bodies["union"])])
    make_commitment(
        title="Plan", made_at=event, parts=[CommitmentParty(organisation=bodies["unit"])]
    )
    record = record_detail(EVENT_LIST.subject, {"slug": "forum"}, Loader(at=AT))

    sides = record_side_by_side(record)

    assert by_side(sides) == {"workers": ["here"], "others": ["silent"]}
    assert by_side(sides, "commitments", "title") == {"ilo": ["Plan"]}


@pytest.mark.past_publishing
def test_nothing_hidden_places_anyone(bodies):
    hidden = make_organisation(name="HIDDEN", constituent="workers", published=False)
    person, statement = make_person(name="Dara"), make_statement(text="alone")
    post = make_post(label="Post", published=False, organisation=bodies["union"])
    StatementSpeaker.objects.create(statement=statement, organisation=hidden)
    StatementSpeaker.objects.create(statement=statement, person=person).posts.add(post)
    make_statement(text="HIDDEN", published=False)
    placed = make_statement(text="placed", parts=[speaker(organisation=bodies["union"])])
    placed.speakers.get().posts.add(post)

    assert by_side(whole()) == {"workers": ["placed"], "others": ["alone"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("side=workers", ["Union speaks"]),
        ("side={unseated}", ["Nobody speaks"]),
        ("side=workers&side={unseated}", ["Nobody speaks", "Union speaks"]),
        ("side=ilo", []),
    ],
)
def test_a_side_is_a_filter_of_page_and_api_alike(client, bodies, query, found):
    make_statement(text="Union speaks", parts=[speaker(organisation=bodies["union"])])
    make_statement(text="Nobody speaks")
    make_commitment(title="Union speaks", parts=[CommitmentParty(organisation=bodies["union"])])
    make_commitment(title="Nobody speaks")

    for name, shown, unseated in (
        ("statements", "text", "others"),
        ("commitments", "title", "nobody"),
    ):
        asked = query.format(unseated=unseated)
        answer = client.get(f"/api/v1/{name}/?{asked}").json()
        assert sorted(row[shown] for row in answer["results"]) == found
        assert answer["count"] == len(found)
        page = client.get(f"/{name}/?{asked}").content.decode()
        assert [text for text in ("Nobody speaks", "Union speaks") if text in page] == found


def test_what_binds_nobody_is_of_no_side_and_whom_it_is_made_to_is_not_bound(client, bodies):
    to = CommitmentParty(organisation=bodies["union"], side="to")
    said_by = CommitmentParty(organisation=bodies["ministry"], side="said_by")
    make_commitment(title="Expected", parts=[to, said_by])

    for side, count in (("workers", 0), ("government", 0), ("others", 0), ("nobody", 1)):
        assert client.get(f"/api/v1/commitments/?side={side}").json()["count"] == count
    assert client.get("/api/v1/statements/?side=nobody").status_code == 400
