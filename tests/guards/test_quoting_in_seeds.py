"""No address of the seeded register quotes words of ours."""

from pathlib import Path

import pytest
from django.conf import settings

from cooperation.exchange.seeding import seed_register
from cooperation.models.base import record_models
from tests.factories import AT
from tests.guards import addresses
from tests.guards.shares import in_shares, share_of
from tests.guards.test_quoting import wrong

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.sqlite]

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture(scope="module", autouse=True)
def seeded(shared) -> None:
    seed_register([FIXTURES / "reference", FIXTURES / "cambodia"], by=None, at=AT)


@in_shares
@pytest.mark.parametrize("language", ["en", "km"])
def test_no_address_of_the_seeds_quotes_words_of_ours(drawn, language, share):
    records = [
        record for model in record_models() for record in model.objects.published().order_by("pk")
    ]
    found = [*addresses.fixed(), *addresses.of_terms(), *addresses.of_records(records)]
    asked = addresses.in_khmer(found) if language == "km" else found
    assert wrong(share_of(asked, share), drawn) == {}
