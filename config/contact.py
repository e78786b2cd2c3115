"""How whoever finds a weakness of the register reaches the people who run it."""

import re

from config.environment import words

MAIL = re.compile(r"[^@\s:]+@[\w.-]+\.[\w-]+")
# RFC 9116, 2.5.3: an address with its scheme; one of the web with https.
ADDRESS = re.compile(r"(mailto:[^@\s]+@[\w.-]+|tel:\+[\d-]+|https://[\w.-]+\S*)")


def contacts(text: str) -> list[str]:
    """Return the addresses, the preferred one first, each with its scheme."""
    found = [f"mailto:{word}" if MAIL.fullmatch(word) else word for word in words(text)]
    for address in found:
        if not ADDRESS.fullmatch(address) or not address.isprintable():
            raise ValueError(
                f"{address!r} is no contact. Write security@register.example, "
                "https://register.example/contact or tel:+855-23-000000."
            )
    return found
