import pytest

from cooperation.rules.identifiers import check_iati


@pytest.mark.parametrize("identifier", ["XM-DAC-41302-KHM101", "CH-4-2019 001", "A"])
def test_an_identifier_that_iati_allows(identifier):
    assert check_iati(identifier) is None


@pytest.mark.parametrize(
    ("identifier", "complaint"),
    [
        ("", "The IATI identifier is empty."),
        (" \n", "The IATI identifier is empty."),
        (" CH-4-1", "The IATI identifier “ CH-4-1” starts or ends with a space."),
        ("CH-4-1\t", "The IATI identifier “CH-4-1\t” starts or ends with a space."),
        ("CH/4", "The IATI identifier “CH/4” holds /, which"),
        ("CH&4", "The IATI identifier “CH&4” holds &, which"),
        ("CH|4", "The IATI identifier “CH|4” holds |, which"),
        ("CH?4", "The IATI identifier “CH?4” holds ?, which"),
        ("CH?4/1", "The IATI identifier “CH?4/1” holds / and ?, which"),
    ],
)
def test_an_identifier_that_iati_refuses(identifier, complaint):
    with pytest.raises(ValueError, match="IATI") as refusal:
        check_iati(identifier)

    assert str(refusal.value).startswith(complaint)
