"""How much memory plain values take."""

import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

CONTAINERS = (list, tuple, set, frozenset)
# Code is there anyway.
NOT_HELD = (type, ModuleType, FunctionType)


def memory_of(value: Any) -> int:
    """Return about how many bytes a value takes with all that it holds, each thing once."""
    seen: set[int] = set()
    waiting, size = [value], 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        size += sys.getsizeof(one)
        waiting += _held_by(one)
    return size


def _held_by(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, CONTAINERS):
        yield from value
    elif not isinstance(value, NOT_HELD):
        yield from getattr(value, "__dict__", {}).values()
        for name in getattr(type(value), "__slots__", ()):
            if hasattr(value, name):
                yield getattr(value, name)
