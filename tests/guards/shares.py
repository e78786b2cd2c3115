"""Addresses shared out among tests, so that no processor waits for one long hunt at the end."""

from collections.abc import Iterable
from typing import TypeVar

import pytest

Address = TypeVar("Address")

SHARES = 3
# Numbers, and no addresses: those are known only once there are records.
in_shares = pytest.mark.parametrize("share", range(SHARES))


def share_of(addresses: Iterable[Address], share: int) -> list[Address]:
    """Return every third address, each once, counted from the first, second or third on.

    All shares together are the whole, if each is taken of the same list in the same order.
    """
    return list(dict.fromkeys(addresses))[share::SHARES]
