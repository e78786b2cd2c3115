import pytest

from config.contact import contacts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("a@b.example", ["mailto:a@b.example"]),
        ("mailto:a@b.example", ["mailto:a@b.example"]),
        (
            "https://b.example/tell?x=1, a@b.example",
            ["https://b.example/tell?x=1", "mailto:a@b.example"],
        ),
        ("tel:+855-23-123456", ["tel:+855-23-123456"]),
    ],
)
def test_each_contact_has_its_scheme(text, found):
    assert contacts(text) == found


@pytest.mark.parametrize("text", ["nobody", "http://b.example", "ftp://b", "a@b@c", "tel:012"])
def test_what_reaches_nobody_is_refused(text):
    with pytest.raises(ValueError, match="is no contact"):
        contacts(text)
