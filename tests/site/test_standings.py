import pytest

from cooperation.models import CommitmentParty, CommitmentUpdate
from tests.factories import make_commitment, make_organisation
from tests.site.reading import drawings, texts, tree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def promises():
    union = make_organisation(name="Union", slug="union")
    for title, due, status in [
        ("Late", "2001", ""),
        ("Late too", "2001", "in_progress"),
        ("Kept", "2001", "kept"),
        ("Ahead", "2999", ""),
    ]:
        parts = [CommitmentUpdate(status=status)] if status else []
        if title == "Kept":
            parts.append(CommitmentParty(organisation=union))
        make_commitment(title=title, due=due, parts=parts)
    make_commitment(title="HIDDEN", due="2001", published=False)


def numbers(page):
    [table] = page.xpath("//table[contains(@class, 'standings')]")
    cells = [texts(row, "./*") for row in table.xpath("./tbody/tr")]
    return {name: int(number.split()[0]) for name, number in cells}


@pytest.mark.parametrize("address", ["/commitments/", "/embed/commitments-by-state/"])
def test_how_they_stand_is_a_table_and_no_picture(client, address):
    page = tree(client, address)

    assert numbers(page) == {
        "Expected date has passed, no later report": 1,
        "Date lies ahead": 1,
        "In progress": 1,
        "Kept": 1,
    }
    assert drawings(page) == []


def test_each_number_leads_to_its_commitments(client):
    page = tree(client, "/commitments/?organisation=union&status=kept&limit=1")

    assert numbers(page) == {"Kept": 1}
    [link] = page.xpath("//table[contains(@class, 'standings')]//a/@href")
    assert link == "/commitments/?organisation=union&standing=kept"
    for link in tree(client, "/commitments/").xpath(
        "//table[contains(@class, 'standings')]//a/@href"
    ):
        assert "There is no such parameter" not in tree(client, link).text_content()


def test_a_list_without_any_has_no_table(client):
    page = tree(client, "/commitments/?year=1900")

    assert page.xpath("//table[contains(@class, 'standings')]") == []
